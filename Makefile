# 法治看板。单独执行 make 显示说明。
PYTHON ?= python3
FAZHI_HOME ?= var
PORT ?= 8501
# Tests wait for child processes, so that one more than there are cores is faster.
JOBS ?= 3
RUN := .venv/bin/python

export FAZHI_HOME
# Imports are recompiled at every start where bytecode is not written.
unexport PYTHONDONTWRITEBYTECODE

CODE := warehouse pipelines expectations dashboard tools benchmarks
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo load check templates query test bench fuzz faults year lint format lock screenshots brief briefing-sample clean

help:
	@echo '法治看板：把各单位报送的表格变成可信、可追溯的数字。'
	@echo ''
	@echo '  make run                      安装并打开看板 http://127.0.0.1:$(PORT)（首次自动载入演示数据）'
	@echo '  make load DIR=目录或文件      载入报送表格'
	@echo '  make check DIR=目录或文件     只检查，不载入'
	@echo '  make templates DIR=目录       生成各类数据的 Excel 填报模板'
	@echo '  make query METRIC=P01 ARGS="--grain year"   查询指标'
	@echo '  make demo                     在空的数据目录中载入合成演示数据'
	@echo ''
	@echo '  make test                     安装开发环境，检查代码并运行全部测试'
	@echo '  make lint / make format       只检查代码 / 整理代码格式'
	@echo '  make bench [SCALE=100]        测量速度 [演示数据放大若干倍]'
	@echo '  make fuzz [RUNS=2000 SEED=7]  用变异的文件考验读取程序'
	@echo '  make faults [TRIALS=1000]     考验断电、磁盘满、强行终止等故障，打印结果表'
	@echo '  make year                     重放五十二周的装载，核对每个冻结的周仍如当时所答'
	@echo '  make lock [UPGRADE=1]         重新生成依赖锁文件 [并升级版本]'
	@echo '  make brief WEEK=2026-W47 DIR=目录   生成周报材料：图表、pptx、docx、pdf、html'
	@echo '  make briefing-sample          重新生成 docs/briefing-sample/ 中的样例'
	@echo '  make screenshots              重新拍摄 docs/screenshots/ 中的页面图'
	@echo '  make clean                    删除虚拟环境和缓存（不动数据）'
	@echo ''
	@echo '  变量：FAZHI_HOME 数据目录（现为 $(FAZHI_HOME)），PORT 端口（现为 $(PORT)），PYTHON 解释器（现为 $(PYTHON)）'

setup:
	@$(PYTHON) -m tools.set_up runtime

setup-dev:
	@$(PYTHON) -m tools.set_up dev

run: setup
	@test -f "$(FAZHI_HOME)/current.json" || $(MAKE) demo
	@exec $(RUN) -m dashboard --port $(PORT)

demo: setup
	@if test -f "$(FAZHI_HOME)/current.json"; then \
		echo '$(FAZHI_HOME) 中已有数据，未载入演示数据。可换一个目录：make demo FAZHI_HOME=另一目录' >&2; exit 2; fi
	@$(RUN) -m pipelines demo --to "$(FAZHI_HOME)/demo-inbox"
	@$(RUN) -m pipelines load "$(FAZHI_HOME)/demo-inbox"

load: setup
	@test -n "$(DIR)" || { echo '请指明要载入的目录或文件：make load DIR=目录' >&2; exit 2; }
	@$(RUN) -m pipelines load "$(DIR)"

check: setup
	@test -n "$(DIR)" || { echo '请指明要检查的目录或文件：make check DIR=目录' >&2; exit 2; }
	@$(RUN) -m pipelines check "$(DIR)"

templates: setup
	@test -n "$(DIR)" || { echo '请指明模板存放的目录：make templates DIR=目录' >&2; exit 2; }
	@$(RUN) -m pipelines templates --to "$(DIR)"

query: setup
	@test -n "$(METRIC)" || { echo '请指明指标：make query METRIC=P01 ARGS="--grain year"' >&2; exit 2; }
	@$(RUN) -m warehouse query "$(METRIC)" $(ARGS)

test: setup-dev
	@$(RUN) -m tools.ensure_browser
	@$(MAKE) lint
	$(RUN) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

bench: setup-dev
	$(RUN) -m pytest benchmarks -q --demo-scale=$(or $(SCALE),1) --benchmark-columns=min,median,max,rounds $(ARGS)
	@$(RUN) -m tools.set_up_peers
	@for one in benchmarks/*.py; do case $$one in */test_*|*/conftest.py|*/__init__.py) ;; \
		*) $(RUN) -m $$(echo $${one%.py} | tr / .) ;; esac; done

fuzz: setup-dev
	@$(RUN) -m tests.support.fuzz --runs $(or $(RUNS),2000) $(if $(SEED),--seed $(SEED))

faults: setup-dev
	@$(RUN) -m tests.faults --trials $(or $(TRIALS),1000) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

year: setup-dev
	@FAZHI_WEEKS_REPLAYED=52 $(RUN) -m pytest -q tests/test_year_of_weeks.py

lint: setup-dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy $(CODE)
	.venv/bin/lint-imports --no-logo

format: setup-dev
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

lock: setup-dev
	@$(RUN) -m tools.lock_dependencies $(if $(UPGRADE),--upgrade)

screenshots: setup-dev
	@$(RUN) -m tools.ensure_browser
	$(RUN) -m tools.take_screenshots

brief: setup
	@test -n "$(DIR)" || { echo '请指明存放的目录：make brief WEEK=2026-W47 DIR=周报' >&2; exit 2; }
	@$(RUN) -m dashboard brief $(if $(WEEK),--week $(WEEK)) --to "$(DIR)" $(ARGS)

briefing-sample: setup-dev
	@$(RUN) -m tools.ensure_browser
	$(RUN) -m tools.briefing_sample

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
	find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} +
