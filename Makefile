# One environment, .venv in this folder, made by the first target that needs it.
#   make demo [INPUT=folder-or-file] [OUT=out]
#   make test | test-real | lint | bench | clean

PYTHON ?= python3
OUT ?= out
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
PIP := $(BIN)/python -m pip install --quiet --quiet
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

# By its exact version, before all else. TORCH=torch brings the newest; a GPU build is installed as PyTorch's own page tells.
TORCH ?= torch==2.13.0

.DEFAULT_GOAL := help
.PHONY: help demo desktop screenshot test test-real lint ruff format types layers bench models model-table examples environment hooks clean

help:
	@echo "make demo            segment a chest CT, score it and draw it, into $(OUT)/"
	@echo "make demo INPUT=dir  the same with your own images"
	@echo "make test            all tests (ARGS=... for pytest); those on real images need MEDSEG_TEST_DATA"
	@echo "make test-real       the tests on real images, which must be there"
	@echo "make lint            ruff, mypy strict, the layers of imports"
	@echo "make bench           speed beside peers; TOPICS='startup ...' for some, WRITE=1 to keep the table"
	@echo "make models          train all networks that ship anew, in order, and score them (hours; needs MEDSEG_TEST_DATA)"
	@echo "make model-table     docs/models.md, from the packages' cards and training/scores"
	@echo "make examples        cohorts of real images and their reports, into $(OUT)/examples (LIMIT=12 for few; needs MEDSEG_TEST_DATA)"
	@echo "make environment     only the environment for developing; make hooks: and the commit hooks"
	@echo "make desktop         the panel with slice views and 3D, without Slicer (INPUT=folder-or-file)"
	@echo "make screenshot      the README's pictures, made anew by the demo and by the panel's tests"
	@echo "make clean           remove what was made, the environment too"

demo: .venv/.ready
	@bash .ci/libraries
	@$(BIN)/medseg demo $(if $(INPUT),"$(INPUT)" )--output "$(OUT)"

desktop: .venv/.ready
	@$(BIN)/medseg desktop $(if $(INPUT),"$(INPUT)")

# pictures of the panel that the README shows: step of the tests' visit, name here
SHOWN := 02-loaded=loaded 03-live-threshold=live 04-segmented=segmented 06-errors-in-colour=errors 09-side-by-side=compare

screenshot: demo .venv/.developer
	$(BIN)/python -m pytest -q Testing/Python/MedSegModule/test_visit.py --pictures out/panel
	$(BIN)/python Resources/Screenshots/shrink.py "$(OUT)/picture.png" demo
	$(foreach pair,$(SHOWN),$(BIN)/python Resources/Screenshots/shrink.py out/panel/$(word 1,$(subst =, ,$(pair))).png panel-$(word 2,$(subst =, ,$(pair))) &&) true

test: .venv/.developer
	$(PYTEST) $(ARGS)

test-real: .venv/.developer
	@test -n "$$MEDSEG_TEST_DATA" || { echo "Set MEDSEG_TEST_DATA to the folder of the real images." >&2; exit 2; }
	$(PYTEST) -m real $(ARGS)

lint: ruff format types layers

ruff: .venv/.developer
	$(BIN)/python -m ruff check

format: .venv/.developer
	$(BIN)/python -m ruff format --check

types: .venv/.developer
	$(BIN)/python -m mypy

layers: .venv/.developer
	$(BIN)/lint-imports

bench: .venv/.developer
	$(BIN)/python Testing/Benchmarks/run.py $(TOPICS) $(if $(WRITE),--write)

# what is prepared and trained on the way; a run that was stopped goes on
export MEDSEG_TRAINING ?= $(CURDIR)/out/training
RUNS = $(MEDSEG_TRAINING)/runs
train = $(foreach name,$(1),$(BIN)/medseg train training/$(name).yaml -o "$(RUNS)/$(name)" &&) true

# what int8 versions are fitted to: images that were trained on
films_for_int8 = $$(ls "$(MEDSEG_TRAINING)"/xray/train/images/*.png | awk 'NR % 6 == 0')
chests_for_int8 = $$(ls "$(MEDSEG_TRAINING)"/ct/nsclc/images/*.nrrd "$(MEDSEG_TRAINING)"/ct/lesions/images/*.nrrd | awk 'NR % 5 == 0')

models: .venv/.developer
	@test -n "$$MEDSEG_TEST_DATA" || { echo "Set MEDSEG_TEST_DATA to the folder of the real images." >&2; exit 2; }
	$(BIN)/python training/prepare_xray.py "$$MEDSEG_TEST_DATA" "$(MEDSEG_TRAINING)"
	$(BIN)/python training/prepare_ct.py "$$MEDSEG_TEST_DATA" "$(MEDSEG_TRAINING)"
	$(call train,lungs-xray-unet-start lungs-xray-unet-middle lungs-xray-unet-late lungs-xray-unet lungs-xray-cnn)
	$(call train,lungs-ct-unet-start lungs-ct-unet-middle lungs-ct-unet-flat)
	rm -rf "$(RUNS)/lungs-ct-unet-wide" && $(BIN)/python training/widen.py "$(RUNS)/lungs-ct-unet-flat/package" "$(RUNS)/lungs-ct-unet-wide/package"
	$(call train,lungs-ct-unet-deep lungs-ct-unet-lesions lungs-ct-unet-pleura lungs-ct-unet-real lungs-ct-unet lungs-ct-cnn)
	$(BIN)/python training/score.py "$$MEDSEG_TEST_DATA" "$(MEDSEG_TRAINING)" --models "$(RUNS)"
	rm -rf "$(RUNS)/lungs-xray-unet/int8" "$(RUNS)/lungs-ct-unet/int8"
	$(BIN)/medseg models quantise "$(RUNS)/lungs-xray-unet/package" -o "$(RUNS)/lungs-xray-unet/int8" --images $(call films_for_int8)
	$(BIN)/medseg models quantise "$(RUNS)/lungs-ct-unet/package" -o "$(RUNS)/lungs-ct-unet/int8" --images $(call chests_for_int8)
	$(BIN)/python training/ship.py "$(RUNS)" lungs-xray-unet lungs-xray-cnn lungs-ct-unet lungs-ct-cnn
	$(BIN)/python training/prepare_infection.py "$$MEDSEG_TEST_DATA/ct_infection_slices" "$(MEDSEG_TRAINING)"
	$(BIN)/python training/prepare_painted.py "$$MEDSEG_TEST_DATA" "$(MEDSEG_TRAINING)"
	$(call train,infection-ct-weak-unet infection-ct-middle-unet infection-ct-late-unet infection-ct-unet)
	$(call train,infection-ct-weak-cnn infection-ct-cnn)
	$(BIN)/python training/cross_validate.py "$(MEDSEG_TRAINING)"
	$(BIN)/python training/cross_validate.py "$(MEDSEG_TRAINING)" --methods unet --without-weak
	$(BIN)/python training/ship.py "$(RUNS)" infection-ct-unet infection-ct-cnn --target Resources/Models
	$(BIN)/python Resources/Models/catalogue.py
	$(MAKE) model-table

model-table: .venv/.developer
	$(BIN)/python training/table.py

# LIMIT=12 takes so many cases of each
EXAMPLE = -o "$(OUT)/examples/$(1)" $(if $(LIMIT),--limit $(LIMIT))

examples: .venv/.developer
	@test -n "$$MEDSEG_TEST_DATA" || { echo "Set MEDSEG_TEST_DATA to the folder of the real images." >&2; exit 2; }
	$(BIN)/python examples/brain_tumour.py "$$MEDSEG_TEST_DATA" $(call EXAMPLE,brain-tumour)
	$(BIN)/python examples/lungs_films.py "$$MEDSEG_TEST_DATA" $(call EXAMPLE,lungs-films)
	$(BIN)/python examples/covid_or_not.py "$$MEDSEG_TEST_DATA" $(call EXAMPLE,covid-or-not)
	$(BIN)/python examples/infection_slices.py "$$MEDSEG_TEST_DATA" "$(MEDSEG_TRAINING)" $(call EXAMPLE,infection-slices)

environment: .venv/.developer

hooks: .venv/.developer
	$(BIN)/python -m pre_commit install

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/.made:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Expected Python 3.11 or newer, got ' + sys.version.split()[0] + ': make PYTHON=python3.11 ...')"
	@echo "Making the environment .venv, once; this takes some minutes."
	@$(PYTHON) -m venv .venv
	@$(PIP) --upgrade "pip>=25.1"
	@touch $@

.venv/.ready: .venv/.made pyproject.toml
	@$(PIP) $(TORCH)
	@$(PIP) --editable ".[all]"
	@touch $@

.venv/.developer: .venv/.ready
	@$(PIP) --group test --group lint
	@touch $@
