# make run: everything from a clean clone to the first page. make test: everything checked.
VENV   := .venv
PYTHON := $(VENV)/bin/python

.PHONY: run test check bench

run: $(VENV)/.installed
	@$(PYTHON) start.py

test: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.everything

check: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

bench: $(VENV)/.installed-dev
	$(PYTHON) -m tests.bench

$(VENV)/.made:
	@echo "[1/2] 建立虚拟环境 $(VENV)"
	@python3 -c 'import sys; sys.exit("需要 Python 3.11 或更高版本") if sys.version_info < (3, 11) else None'
	@python3 -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.txt
	@echo "[2/2] 安装依赖（首次约需几分钟）"
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "安装测试所需的依赖"
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet -r requirements-dev.txt
	@touch $@
