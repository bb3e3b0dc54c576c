# Each target first sets up what it needs; the second time that costs a moment.
#
#   make render QUALITY=l SCENE=scenes/backprop.py    l, m, h, p, k as in `manim -q`; 1080p30 if none
#   make test PYTHON=python3.12                       another Python

SCENE = scenes/backprop.py
QUALITY =
BIN = .venv/bin

.PHONY: help setup render course draft test test-long proof pictures stills vocabulary

help:
	@echo "make render      films $(SCENE); QUALITY=l SCENE=scenes/... for another"
	@echo "make course      films all lectures in order, those that are not there; QUALITY=l"
	@echo "make draft       holds a lecture in the making to truth and lint; SCENE=scenes/drafts/..."
	@echo "make test        lint, types and tests"
	@echo "make test-long   the slow tests too"
	@echo "make proof       the slow tests, and docs/proof.md with what they counted"
	@echo "make vocabulary  draws docs/vocabulary.md again, from the code"
	@echo "make stills      draws what the README shows, from films that are there: sheets, posters, a loop"
	@echo "make pictures    keeps the lectures' present pictures for the tests, once you looked at them"

setup:
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

render: setup
	$(BIN)/manim render --save_sections $(if $(QUALITY),-q$(QUALITY)) $(SCENE)
	@echo "To render by hand, activate the environment with: . $(BIN)/activate"

# In the order in which a class would see them.
LECTURES = scalars_to_matrices derivatives network feedforward sigmoid vectorization costs gradient_descent backprop training doodles

course: setup
	$(BIN)/python scripts/course.py $(if $(QUALITY),--quality $(QUALITY)) $(LECTURES)

draft: setup
	$(BIN)/python scripts/draft.py $(SCENE)

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --no-loadscope-reorder $(PYTEST)

test-long: PYTEST = -m ""
test-long: test

pictures: setup
	$(BIN)/pytest -q tests/scenes/test_pictures.py --keep-pictures

FILM = media/videos/$(1)/1080p30

# The second of a film whose frame is its poster, where it is not the fifth: a zoom ends on a line.
POSTER_derivatives = 190

STILLS = $(BIN)/python scripts/contact_sheet.py $(call FILM,$(1)) \
	media/stills/$(1).png media/stills/$(1)-poster.png $(POSTER_$(1))

stills: setup
	$(foreach lecture,$(LECTURES),$(call STILLS,$(lecture)) &&) true
	$(BIN)/python scripts/loop.py $(call FILM,backprop)/Backprop.mp4 "Opposite signs" media/stills/loop.webp

vocabulary: setup
	$(BIN)/python scripts/vocabulary.py

# The tests whose counts the document gives; the others have nothing to add to it.
PROOF = $(shell grep -rlE 'import .*\bproved\b' tests)
NOTES = .proof-notes

proof: setup
	rm -f $(NOTES)
	TRAINREEL_PROOF=$(CURDIR)/$(NOTES) $(BIN)/pytest -m "" $(filter-out tests/test_proof.py,$(PROOF))
	$(BIN)/python -m tests.proof $(NOTES)
	rm -f $(NOTES)
