# Two commands: `make run` builds the release program and opens it, `make test` checks everything.

.PHONY: run test

# Arguments for the program: make run ARGS="play daily-five"
ARGS ?=

run:
	@.ci/packages window
	cargo run --release --locked -- $(ARGS)

test:
	@.ci/packages
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
	cargo test --locked
