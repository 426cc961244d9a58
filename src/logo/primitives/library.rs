//! Primitives that are better written in Logo: loops over templates.
//!
//! Their variables have names with a point, for a template that is applied sees them.

use super::super::interpreter::Interpreter;
use super::{ANY, Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::operation(&["crossmap"], Function::Logo(CROSSMAP)).inputs(2, 2, ANY).redefinable().help(
        "a list of what a template gives for every combination of members",
        "show (crossmap [word ?1 ?2] [a b] [1 2])",
        "[a1 a2 b1 b2]",
    ),
    Primitive::operation(&["cascade"], Function::Logo(CASCADE)).inputs(3, 3, ANY).redefinable().help(
        "what is left when a template is applied to its own result so many times, or until a condition holds",
        "show cascade 5 [# * ?] 1",
        "120",
    ),
    Primitive::operation(&["cascade.2"], Function::Logo(CASCADE)).inputs(5, 5, 5).redefinable().help(
        "cascade with two templates",
        "show cascade.2 5 [?1 + ?2] 1 [?1] 0",
        "8",
    ),
    Primitive::operation(&["transfer"], Function::Logo(TRANSFER)).inputs(3, 3, 3).redefinable().help(
        "moves members from one list, ?in, to another, ?out, by a template",
        "show transfer [] [fput ?in ?out] [a b c]",
        "[c b a]",
    ),
    Primitive::operation(&["?in"], Function::Zero(slot_in)).help(
        "the member that transfer moves",
        "show transfer [] [lput ?in ?out] [a b]",
        "[a b]",
    ),
    Primitive::operation(&["?out"], Function::Zero(slot_out)).help(
        "what transfer has moved so far",
        "show transfer [(count ?out) = 1] [lput ?in ?out] [a b]",
        "[a]",
    ),
];

const CROSSMAP: &str = "to crossmap :cm.template [:cm.lists] 2
if emptyp bf :cm.lists [make \"cm.lists first :cm.lists]
localmake \"cm.rows [[]]
foreach :cm.lists [[cm.list] make \"cm.rows map.se ~
  [[cm.row] map.se [[cm.member] (list lput :cm.member :cm.row)] :cm.list] :cm.rows]
output map [[cm.row] apply :cm.template :cm.row] :cm.rows
end";

const CASCADE: &str = "to cascade :cs.end [:cs.inputs] 3
local [cs.templates cs.values cs.final]
make \"cs.templates []
make \"cs.values []
while [(count :cs.inputs) > 1] [ ~
  queue \"cs.templates first :cs.inputs ~
  queue \"cs.values item 2 :cs.inputs ~
  make \"cs.inputs bf bf :cs.inputs]
make \"cs.final ifelse emptyp :cs.inputs [[?1]] [first :cs.inputs]
forever [ ~
  if (ifelse numberp :cs.end [repcount > :cs.end] [apply :cs.end :cs.values]) [output apply :cs.final :cs.values] ~
  make \"cs.values map [[cs.template] apply :cs.template :cs.values] :cs.templates]
end";

const TRANSFER: &str = "to transfer :tf.end :tf.template :tf.in
localmake \"tf.out []
while [not emptyp :tf.in] [ ~
  if not emptyp :tf.end [if apply :tf.end (list first :tf.in :tf.out) [output :tf.out]] ~
  make \"tf.out apply :tf.template (list first :tf.in :tf.out) ~
  make \"tf.in bf :tf.in]
output :tf.out
end";

fn slot_in(logo: &mut Interpreter) -> Outcome {
    logo.slot(1)
}

fn slot_out(logo: &mut Interpreter) -> Outcome {
    logo.slot(2)
}
