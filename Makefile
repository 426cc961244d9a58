# Everything one does with Nogo's source. `make help` lists it.

PREFIX ?= /usr/local
CARGO ?= cargo
MUSL := x86_64-unknown-linux-musl
APPLETS := draw

.PHONY: help build draw test lint static bench install uninstall clean

help: ## Shows this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Builds target/release/nogo.
	$(CARGO) build --release

draw: build ## Builds, draws a picture and says where it is.
	target/release/nogo draw examples/mandala.nogo --output nogo-draw.png
	@echo "Drawn: $(CURDIR)/nogo-draw.png"

test: ## Runs all tests.
	$(CARGO) test

lint: ## Checks formatting and lints.
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- --deny warnings

static: ## Builds a static binary for x86_64 in target/.
	rustup target add $(MUSL)
	$(CARGO) build --release --target $(MUSL)

bench: build ## Times a few pictures and programs (needs hyperfine).
	./benches/run

install: build ## Installs nogo and its links under PREFIX (/usr/local).
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 target/release/nogo "$(DESTDIR)$(PREFIX)/bin/nogo"
	for applet in $(APPLETS); do ln -sf nogo "$(DESTDIR)$(PREFIX)/bin/nogo-$$applet"; done

uninstall: ## Removes what install put there.
	rm -f "$(DESTDIR)$(PREFIX)/bin/nogo"
	for applet in $(APPLETS); do rm -f "$(DESTDIR)$(PREFIX)/bin/nogo-$$applet"; done

clean: ## Removes what was built.
	$(CARGO) clean
