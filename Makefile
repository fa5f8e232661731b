# Sổ Vàng: every task of the house. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

py := .venv/bin/python
runtime_stamp := .venv/runtime.stamp
dev_stamp := .venv/dev.stamp
PURE_TESTS := tests/unit tests/contracts
# One more than there are cores, for some tests wait rather than compute; no more than memory for so many whole systems.
workers = $(shell $(py) -c 'import os; print(min(os.cpu_count() or 1, 8) + 1)')
# requirements.lock is a part of requirements-dev.lock.
AUDITED := requirements-dev.lock requirements-image.lock requirements-deploy.lock

.PHONY: help
help: ## Liệt kê các lệnh / list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

$(runtime_stamp): requirements.lock tools/setup
	@tools/setup
	@touch $@

$(dev_stamp): requirements-dev.lock requirements.lock tools/setup
	@tools/setup dev
	@touch $(runtime_stamp) $@

.PHONY: setup
setup: $(runtime_stamp) ## Tạo .venv từ tệp khoá / make .venv from the lock file
	@:

.PHONY: setup-dev
setup-dev: $(dev_stamp) ## Như trên, thêm công cụ phát triển / the same with the developer's tools
	@:

.PHONY: run
run: setup ## Chạy cả hệ thống tại máy này / run the whole system on this machine
	@exec .venv/bin/sovang up

.PHONY: secrets
secrets: setup ## Mật khẩu, khóa, chứng thư cho docker compose / passwords, keys, certificates for docker compose
	@.venv/bin/sovang credentials deploy/secrets

.PHONY: test
test: setup-dev ## Toàn bộ kiểm thử, với máy chủ thật / every test, with real servers
	@tools/install rabbitmq chromium
	@$(py) -m pytest -n $(workers) --dist loadfile --no-loadscope-reorder

.PHONY: unit
unit: setup-dev ## Kiểm thử thuần, vài giây / the pure tests, in seconds
	@$(py) -m pytest tests/unit

.PHONY: check
check: setup-dev ## Văn phong, kiểu, hướng import, độ phủ / style, types, imports, coverage
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@$(py) -m mypy
	@.venv/bin/lint-imports
	@$(MAKE) cover

.PHONY: check-deploy
check-deploy: setup-dev ## Kiểm docker-compose, Caddyfile, Kubernetes / check them by their own programs
	@tools/check-deploy

.PHONY: test-compose
test-compose: setup-dev ## Chạy thật docker-compose.yml (Debian, root) / run docker-compose.yml for real
	@tools/install docker mmdebstrap
	@tools/deploy-tools
	@exec nice $(py) -m tests.compose

.PHONY: test-upgrade
test-upgrade: setup-dev ## Bản cũ FROM=<commit> và bản này chạy bên nhau / an older commit and this one side by side
	@tools/install rabbitmq
	@UPGRADE_FROM=$(or $(FROM),$(error FROM=<commit> is missing)) $(py) -m pytest tests/upgrade/side_by_side.py

.PHONY: cover
cover: setup-dev ## Phần thuần phải phủ 100 % / the pure parts must be covered 100 %
	@$(py) -m pytest -q $(wildcard $(PURE_TESTS)) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100

.PHONY: fix
fix: setup-dev ## Sửa văn phong / mend the style
	@$(py) -m ruff check --fix .
	@$(py) -m ruff format .

.PHONY: bench
bench: setup-dev ## Đo tốc độ (PART="ceiling …": vài phần; KEEP=1: giữ lại) / measure, write bench/results.json
	@tools/install rabbitmq
	@$(py) -m bench $(PART) $(if $(KEEP),--keep)

.PHONY: soak
soak: setup-dev ## Chạy dài với số lượng đầy đủ / the long run with full counts
	@tools/install rabbitmq
	@$(py) -m bench.soak $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(COMMANDS),--commands $(COMMANDS)) $(if $(BREAK),--broken $(BREAK))

.PHONY: fuzz
fuzz: setup-dev ## Nhiều yêu cầu ngẫu nhiên theo tài liệu OpenAPI / many random requests made from the OpenAPI documents
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-100} $(py) -m pytest tests/e2e/test_fuzz.py

.PHONY: audit
audit: setup-dev ## Hỏi PyPI về lỗ hổng đã biết (cần mạng) / ask PyPI for known vulnerabilities (needs the network)
	@failed=; for lock in $(AUDITED); do \
		printf '%s\n' "$$lock"; \
		.venv/bin/pip-audit --strict --vulnerability-service pypi --disable-pip --require-hashes -r $$lock || failed="$$failed $$lock"; \
	done; if [ -n "$$failed" ]; then printf '%s\n' "Không đạt / not passed:$$failed" >&2; exit 1; fi

.PHONY: licences
licences: setup-dev ## Viết lại docs/licences.md / write docs/licences.md anew
	@$(py) -m tools.licences

.PHONY: lock
lock: setup-dev ## Tính lại tệp khoá / make the lock files anew
	@tools/lock .venv/bin/uv

.PHONY: clean
clean: ## Xoá những gì đã tạo, giữ lại var/ / remove what was made, keep var/
	@rm -rf .venv build dist sovang.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
