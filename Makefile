# By habit. The README's two commands need no make: ./scripts/demo and ./scripts/test.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE = -c release --static-swift-stdlib
# The system libraries' static forms where there are any, for a quick start; STATIC=no links the shared ones.
STATIC ?= yes
ifeq ($(STATIC),yes)
LIBRARIES = PKG_CONFIG_PATH="$$(./scripts/static-libraries):$$PKG_CONFIG_PATH"
endif
export MOONWIRE_DATA ?= ../shared/data
MOONWIRE_PEERS_DIR ?= ../shared/peers
CORPUS ?= reuters

.PHONY: all demo test bench bench-peers lucene-parity conformance drive kill-test format lint install uninstall clean

all:
	./scripts/setup
	$(LIBRARIES) $(SWIFT) build $(RELEASE)

demo:
	./scripts/demo

test:
	./scripts/test

# How fast is it? One of the corpora of the peers folder, in Moonwire alone; see docs/BENCHMARKS.md.
bench: all
	python3 $(MOONWIRE_PEERS_DIR)/corpora.py $(CORPUS)
	python3 $(MOONWIRE_PEERS_DIR)/run.py --corpus $(CORPUS) --engine moonwire
	python3 $(MOONWIRE_PEERS_DIR)/table.py $(CORPUS)

# The same beside other engines, on the same machine: CORPUS=reuters, syn100k, …
bench-peers: all
	python3 $(MOONWIRE_PEERS_DIR)/corpora.py $(CORPUS)
	python3 $(MOONWIRE_PEERS_DIR)/run.py --corpus $(CORPUS) --engine all
	python3 $(MOONWIRE_PEERS_DIR)/table.py $(CORPUS) --vs moonwire

# Are scores Lucene's, with Lucene's analysis? On the judged collections; see docs/RANKING.md.
lucene-parity: all
	MOONWIRE_PEERS_DIR=$(MOONWIRE_PEERS_DIR) ./scripts/lucene-parity

# What other parsers expect of their test feeds.
conformance:
	./scripts/test --filter Conformance

# Drives the built program through the README's story.
drive: all
	./scripts/drive "$$($(SWIFT) build $(RELEASE) --show-bin-path)/moonwire"

# Kills updates at random moments: ROUNDS=50.
ROUNDS ?= 50
kill-test: all
	./scripts/kill-test "$$($(SWIFT) build $(RELEASE) --show-bin-path)/moonwire" $(ROUNDS)

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

# Without symbols, which are a third of the program.
install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/moonwire" $(DESTDIR)$(PREFIX)/bin/moonwire
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(DESTDIR)$(PREFIX)/bin/moonwire --generate-completion-script bash \
	  > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/moonwire

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/moonwire $(DESTDIR)$(PREFIX)/share/bash-completion/completions/moonwire

clean:
	$(SWIFT) package clean
