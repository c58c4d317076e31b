# 问账的全部命令。裸机只需要 Python 3.11+（带 pip 与 venv）、make 和 git。
#
#   make chat    装好运行所需，打开一段对话（标准输入不是终端时，一行一问）
#   make desk    装好运行所需，打开工作台（浏览器里的一页）
#   make test    装好测试所需，跑全部测试
#   make check   格式、规则、类型、楼层、测试，一次查完
#   make bench   量速度与内存
#   make format  按统一格式改写源码
#   make lock    依赖变动后重新锁定版本（UPGRADE=--upgrade 则一并升级）
#   make clean   删去装出来和跑出来的一切

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: peers help chat desk test check format format-check lint types floors bench lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOG := $(VENV)/install.log
SOURCES := knowledge intents bot tests $(wildcard benchmarks)
BUILD_LOCK := requirements-build.lock
RUN_LOCK := requirements.lock
DEV_LOCK := requirements-dev.lock

# A stamp is touched only after its step has succeeded, so an interrupted install is done again.
# A venv whose interpreter is gone (the system's Python was replaced) counts as not made.
$(shell test -x $(BIN)/python || rm -f $(VENV)/.stamp-*)

# What a step prints is kept in a log and shown only if it fails: whoever pipes questions into
# `make -s chat` gets answers and nothing else. Steps never read the questions on standard input.
quietly = { $(1); } </dev/null >>$(LOG) 2>&1 || { cat $(LOG) >&2; echo '$(2)' >&2; exit 1; }
say = @if [ -t 2 ]; then echo '$(1)' >&2; fi

# --no-build-isolation: what an sdist (jieba) and this project are built with is itself locked.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := install --require-hashes --no-build-isolation
TROUBLE := 安装没有成功，原因见上。请检查网络后重试；已装好的部分不会重来。
UNLOCKED := 没能锁定版本，原因见上。请检查 pyproject.toml 里的依赖与网络。

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

chat: $(VENV)/.stamp-run
	@exec $(BIN)/wenzhang chat

desk: $(VENV)/.stamp-run
	@exec $(BIN)/wenzhang desk $(ARGS)

test: $(VENV)/.stamp-dev $(VENV)/.stamp-run peers
	@exec $(BIN)/python -m pytest $(ARGS)

# The Bot API server, the published Bot API types and the browser that the tests speak to, installed once.
peers: $(VENV)/.stamp-dev
	@if [ -t 2 ] && [ ! -f .cache/peer.stamp ]; then echo '正在准备测试用的 Bot API 服务器与类型（只在第一次）……' >&2; fi
	@: >$(LOG)
	@$(call quietly,$(BIN)/python tests/e2e/prepare.py,$(TROUBLE))

# Cheap checks first; the first that fails ends the run.
check: format-check lint types floors test

format-check: $(VENV)/.stamp-dev
	@$(BIN)/ruff format --check --quiet --diff $(SOURCES)

lint: $(VENV)/.stamp-dev
	@$(BIN)/ruff check $(SOURCES)

types: $(VENV)/.stamp-dev $(VENV)/.stamp-run
	@$(BIN)/mypy $(SOURCES)

floors: $(VENV)/.stamp-dev
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.stamp-dev
	@$(BIN)/ruff check --fix-only --quiet $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/.stamp-dev $(VENV)/.stamp-run
	@if [ -d benchmarks ]; then exec $(BIN)/python -m benchmarks $(ARGS); \
	else echo '还没有 benchmarks/，没有可量的。' >&2; exit 1; fi

# pip-compile comes from the development lock itself. The annotations name this command only:
# no index, no find-links and no path of the machine that locked.
COMPILE := CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile --quiet --no-config \
	--generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(UPGRADE)

lock: $(VENV)/.stamp-dev
	@: >$(LOG)
	@$(call quietly,$(COMPILE) --only-build-deps --build-deps-for=editable \
		-o $(BUILD_LOCK) pyproject.toml,$(UNLOCKED))
	@$(call quietly,$(COMPILE) -c $(BUILD_LOCK) -o $(RUN_LOCK) pyproject.toml,$(UNLOCKED))
	@$(call quietly,$(COMPILE) --extra dev -c $(BUILD_LOCK) -c $(RUN_LOCK) \
		-o $(DEV_LOCK) pyproject.toml,$(UNLOCKED))

$(VENV)/.stamp-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo '问账需要 Python 3.11 或更新的版本，而 $(PYTHON) 不是。' >&2; \
		echo '装好之后指明它再试，例如：make chat PYTHON=python3.12' >&2; exit 1; }
	$(call say,正在准备 $(VENV)（只在第一次）……)
	@rm -rf $(VENV) && mkdir $(VENV)
	@$(call quietly,$(PYTHON) -m venv $(VENV),没能建立 $(VENV)，原因见上；Debian 与 Ubuntu 上请先安装 python3-venv。)
	@touch $@

$(VENV)/.stamp-build: $(BUILD_LOCK) $(VENV)/.stamp-venv
	@: >$(LOG)
	@$(call quietly,$(PIP) $(LOCKED) -r $(BUILD_LOCK),$(TROUBLE))
	@touch $@

# The development lock holds the very versions of this one, and more: neither command changes
# what the other has installed.
$(VENV)/.stamp-locked: $(RUN_LOCK) $(VENV)/.stamp-build
	$(call say,正在安装运行所需的包……)
	@: >$(LOG)
	@$(call quietly,$(PIP) $(LOCKED) -r $(RUN_LOCK),$(TROUBLE))
	@touch $@

# An editable install is compiled by nobody: the first start would do it, or every one where the
# environment forbids Python to write byte code.
$(VENV)/.stamp-run: pyproject.toml $(VENV)/.stamp-locked
	@: >$(LOG)
	@$(call quietly,$(PIP) install --no-deps --no-build-isolation --editable .,$(TROUBLE))
	@$(call quietly,$(BIN)/python -m compileall -q bot intents knowledge,$(TROUBLE))
	@touch $@

$(VENV)/.stamp-dev: $(DEV_LOCK) $(VENV)/.stamp-locked
	$(call say,正在安装测试所需的包……)
	@: >$(LOG)
	@$(call quietly,$(PIP) $(LOCKED) -r $(DEV_LOCK),$(TROUBLE))
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
