# `make run` builds the release program and opens it, `make test` checks everything, `make install` puts the program,
# its icon and its entry for the desktop's menu below PREFIX, `make tour` takes the README's pictures anew.

.PHONY: run test install tour

PREFIX ?= $(HOME)/.local

# Arguments for the program: make run ARGS="play daily-five"
ARGS ?=

run:
	@.ci/packages window
	cargo run --release --locked -- $(ARGS)

test:
	@.ci/packages
	cargo fmt --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
	cargo test --locked --workspace

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
