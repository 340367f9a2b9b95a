# `make run` builds the release program and opens it, `make test` checks everything, `make desk` tries the program end
# to end and measures how quick it is here, `make faults` kills it and lets the disk fail at every
# call by which it changes its folder, `make install` puts the program, its icon and its entry for the desktop's
# menu below PREFIX, `make tour` takes the README's pictures anew.

.PHONY: run test desk faults install tour

PREFIX ?= $(HOME)/.local

# Arguments for the program: make run ARGS="play daily-five"
ARGS ?=

run:
	@.ci/packages window
	cargo run --release --locked -- $(ARGS)

# Compiler and clippy are one pass, and rustdoc reads what that built: to check every dependency again for each of the
# two took a fifth of the whole run. What drives the built program comes last and alone: other tests would starve the
# sound it records.
test: export RUSTC_WORKSPACE_WRAPPER = $(CURDIR)/.ci/lint
test: export RUSTDOC = $(CURDIR)/.ci/document
test:
	@.ci/packages test
	cargo fmt --check
	cargo test --locked --workspace --all-targets --no-run
	cargo test --locked --workspace --doc
	cargo test --locked --workspace --lib --bins --test it
	cargo test --locked --test desk -- --test-threads=1

desk:
	@.ci/packages test
	cargo test --locked --test desk -- --test-threads=1 --include-ignored

faults:
	@.ci/packages test
	cargo test --locked --test it faults::no_fault_loses -- --include-ignored --nocapture

install:
	cargo build --release --locked
	install -Dm755 target/release/ebb "$(DESTDIR)$(PREFIX)/bin/ebb"
	install -Dm644 assets/ebb.desktop "$(DESTDIR)$(PREFIX)/share/applications/ebb.desktop"
	install -Dm644 assets/icon/ebb.svg "$(DESTDIR)$(PREFIX)/share/icons/hicolor/scalable/apps/ebb.svg"
	for side in 16 24 32 48 64 128 256 512; do \
	  install -Dm644 assets/icon/ebb-$$side.png "$(DESTDIR)$(PREFIX)/share/icons/hicolor/$${side}x$$side/apps/ebb.png"; done

tour:
	@.ci/packages window
	cargo build --release --locked
	assets/pictures/tour.sh
