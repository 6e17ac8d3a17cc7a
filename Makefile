# Everything starts here: make run, make test, make build.
# gles compiles Fyne's drawing in seconds instead of minutes; x11 because input methods need it (XWayland serves Wayland);
# migrated_fynedo spares a stack trace at each refresh.
TAGS  := gles,x11,migrated_fynedo
LINT  := v2.15.0
# A caller's own flags stay, such as -buildvcs=false where the checkout belongs to someone else.
export GOFLAGS := $(strip $(GOFLAGS) -tags=$(TAGS))
# Outside the checkout: compiling the linter takes minutes, and a fresh clone should start in seconds.
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/fangce/tools
OUT   := $(CURDIR)/out

.PHONY: build centre windows run tour pictures test proof check lint fmt bench bench-sync bench-paper setup-build setup-look setup-test setup-windows clean

build: setup-build
	go build -o bin/ ./cmd/centre
	go build -o bin/fangce .

# The centre alone needs no C compiler.
centre:
	CGO_ENABLED=0 go build -o bin/centre ./cmd/centre

# bin/fangce.exe and bin/centre.exe; `scripts/windows.sh try` also starts the window under Wine.
windows: setup-windows
	scripts/windows.sh

run: setup-run build
	scripts/run.sh

tour: setup-look build
	scripts/tour.sh $(OUT)/tour

# The pictures of README.md, taken anew.
pictures: tour
	mkdir -p docs/pictures
	for p in today cards questionnaire calls visit-there worklog team intake; do \
		convert $(OUT)/tour/[0-9][0-9][0-9]-$$p.png -strip -colors 255 docs/pictures/$$p.png; done

test: setup-test check
	go test -timeout 25m ./...

# The long versions of what `make test` proves in short about damage, crashes, full disks and leaks: an hour or so.
proof: setup-look build
	scripts/proof.sh

check: build lint
	GOOS=windows CGO_ENABLED=0 go vet ./app/... ./sync/... ./pdf/... ./assets/... ./cmd/...

lint: $(TOOLS)/golangci-lint-$(LINT)
	$(TOOLS)/golangci-lint-$(LINT) run ./...

fmt: $(TOOLS)/golangci-lint-$(LINT)
	$(TOOLS)/golangci-lint-$(LINT) fmt

$(TOOLS)/golangci-lint-$(LINT):
	mkdir -p $(TOOLS)
	GOFLAGS= GOBIN=$(TOOLS) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT)
	mv $(TOOLS)/golangci-lint $@

bench: setup-look build
	go test -run '^$$' -bench . -benchtime 2x ./...

# The figures of the sync beside a bulk insert and PouchDB, as one table: half an hour.
bench-sync: setup-build
	scripts/syncbench.sh

# The forms beside other libraries that write PDF: two minutes, and downloads of modules the product does not need.
bench-paper:
	cd pdf/bench && GOFLAGS= go test -run '^$$' -bench . -benchtime 1x

setup-build:
	@scripts/setup.sh build

setup-look:
	@scripts/setup.sh look

setup-test:
	@scripts/setup.sh test

setup-windows:
	@scripts/setup.sh windows

# A display of one's own needs no Xvfb.
setup-run:
	@scripts/setup.sh $(if $(DISPLAY),build,look)

clean:
	rm -rf bin/fangce bin/centre bin/fangce.exe bin/centre.exe out
