# Each target is one call of the real tool.
.PHONY: run dev test bench openapi fmt

run: ## Builds everything, fills an empty database with demo data, serves on http://127.0.0.1:8080
	scripts/run.sh

dev: ## The server and Vite side by side, on http://localhost:5173
	scripts/dev.sh

test: ## Every check there is, with one summary
	scripts/test.sh

bench: ## Measures everything on both databases and writes BENCHMARKS.md (about 20 minutes)
	scripts/bench.sh

openapi: ## Writes the API document, the Postman collection and the client's types
	scripts/openapi.sh

fmt: ## Formats everything
	cargo fmt --all
	npx --yes pnpm@10 --dir frontend run format
