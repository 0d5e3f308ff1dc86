# make run: everything from a clean clone to the first page. make test: everything checked.
# make wheels: the packages as files, for computers without internet.
VENV   := .venv
PYTHON := $(VENV)/bin/python

.PHONY: run test check bench wheels

run:
	@python3 start.py

test: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.everything

check: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

bench: $(VENV)/.installed-dev
	$(PYTHON) -m tests.bench

wheels: $(VENV)/.installed
	@$(PYTHON) wheels.py $(PLATFORMS)

$(VENV)/.installed: requirements.txt
	@python3 start.py --only-install
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "安装测试所需的依赖"
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet -r requirements-dev.txt
	@touch $@
