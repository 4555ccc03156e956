# kgraph: from a folder of documents to a graph that proves every edge. `make help` lists the targets.

# ---- what is built ----------------------------------------------------------------------------------------------
FOLDERS  := base text rules names match explain facts graph output app
OUT      ?= out
PROFILE  ?= release
OBJECTS_IN := $(OUT)/$(PROFILE)

SOURCES  := $(sort $(foreach folder,$(FOLDERS),$(wildcard src/$(folder)/*.c)))
OBJECTS  := $(SOURCES:src/%.c=$(OBJECTS_IN)/%.o)
MAIN     := $(OBJECTS_IN)/app/main.o
LIBRARY  := $(OBJECTS_IN)/libkgraph.a
UNITS    := $(patsubst tests/unit/%.c,$(OBJECTS_IN)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS  := rules document html csv extract graph json patch

# The release program is out/kgraph, the others out/kgraph-asan and so on: all find the rules in ../rules.
PROGRAM  := $(OUT)/kgraph$(if $(filter-out release,$(PROFILE)),-$(PROFILE))

# ---- how it is built --------------------------------------------------------------------------------------------
ifeq ($(origin CC),default)
CC := gcc
endif
ifneq ($(filter clang fuzz,$(PROFILE)),)
CC := clang
endif

PKG_CONFIG ?= pkg-config
PACKAGES := libcgraph libgvc libpcre2-8 libutf8proc libxml-2.0 jansson
pkg       = $(shell $(PKG_CONFIG) $(1) $(PACKAGES) 2>/dev/null)
# The layout plugins are linked in, so that no plugin is looked up on the machine at run time.
GRAPHVIZ_PLUGINS ?= $(shell $(PKG_CONFIG) --variable=libdir libgvc 2>/dev/null)/graphviz
GRAPHVIZ_LIBS    ?= -L$(GRAPHVIZ_PLUGINS) -Wl,-rpath,$(GRAPHVIZ_PLUGINS) \
                    -lgvplugin_core -lgvplugin_dot_layout -lgvplugin_neato_layout

CLANG    := $(findstring clang,$(shell $(CC) --version 2>/dev/null))
MACHINE  := $(shell $(CC) -dumpmachine 2>/dev/null)
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla $(WERROR)
HARDEN   := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -ftrivial-auto-var-init=zero \
            $(if $(CLANG),-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang) \
            $(if $(findstring x86_64,$(MACHINE)),-fcf-protection)
SANITIZE_asan := -fsanitize=address,undefined -fno-sanitize-recover=all
SANITIZE_tsan := -fsanitize=thread
SANITIZE_fuzz := -fsanitize=address,undefined -fno-sanitize-recover=all
OPTIMISE_release  := -O3 $(HARDEN)
OPTIMISE_clang    := -O2 $(HARDEN)
OPTIMISE_asan     := -O1 -fno-omit-frame-pointer $(SANITIZE_asan)
OPTIMISE_tsan     := -O1 -fno-omit-frame-pointer $(SANITIZE_tsan)
OPTIMISE_fuzz     := -O1 -fno-omit-frame-pointer $(SANITIZE_fuzz) -fsanitize=fuzzer-no-link
OPTIMISE_coverage := -O0 --coverage

CPPFLAGS += -D_GNU_SOURCE -Isrc $(call pkg,--cflags) -MMD -MP
CFLAGS   ?= -g
ALL_CFLAGS = -std=c11 $(OPTIMISE_$(PROFILE)) $(WARNINGS) -fPIE -pthread $(CFLAGS)
ALL_LDFLAGS = $(OPTIMISE_$(PROFILE)) -pie -pthread -Wl,-z,relro,-z,now,-z,noexecstack $(LDFLAGS)
LIBRARIES = $(GRAPHVIZ_LIBS) $(call pkg,--libs) -lcsv -lm $(LDLIBS)

PREFIX  ?= /usr/local
BINDIR  := $(DESTDIR)$(PREFIX)/bin
DATADIR := $(DESTDIR)$(PREFIX)/share
MANDIR  := $(DATADIR)/man/man1
SECONDS ?= 60
GOLD    ?=
CORPUS  ?=

.DELETE_ON_ERROR:
.PHONY: all demo test suite unit install uninstall asan tsan valgrind fuzz bench bench-merge shards coverage lint format clean help quality \
        libreoffice check-includes build clang fuzzers generated

all: $(PROGRAM)

$(PROGRAM): $(MAIN) $(LIBRARY)
	@echo "  LINK  $@"
	@$(CC) $(ALL_LDFLAGS) -o $@.new $(MAIN) $(LIBRARY) $(LIBRARIES) && mv -f $@.new $@

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OBJECTS_IN)/%.o: src/%.c $(OBJECTS_IN)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<$(if $(filter-out release,$(PROFILE)), [$(PROFILE)])"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(OBJECTS_IN)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) -lcmocka $(LIBRARIES)

# What --version names beside the program's own version.
csv_version = $(shell printf '\043include <csv.h>\nCSV_MAJOR.CSV_MINOR.CSV_RELEASE\n' | $(CC) -E -P - 2>/dev/null | tail -n 1 | tr -d ' ')
LIBRARY_NAMES := libcgraph libgvc libpcre2-8 libutf8proc libxml-2.0 jansson
$(OBJECTS_IN)/app/version.o: CPPFLAGS += -DKGRAPH_LIBRARIES='"$(foreach p,$(LIBRARY_NAMES),$(p) $(shell $(PKG_CONFIG) --modversion $(p) 2>/dev/null),) libcsv $(csv_version)"'

# Rebuilds everything of a profile when its flags change. A missing library is named here, before the compiler stumbles over it.
$(OBJECTS_IN)/flags: FORCE
	@{ $(PKG_CONFIG) --exists --print-errors $(PACKAGES) && printf '#include <csv.h>\n#include <uthash.h>\n' | $(CC) -E -o /dev/null -x c -; } || \
	    { echo "kgraph: a library is missing; 'make demo' installs what is needed on Debian" >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS)' > $@
FORCE:

-include $(OBJECTS:.o=.d) $(UNITS:=.d)

# ---- the two commands -------------------------------------------------------------------------------------------
demo: ## install what is missing, build, run the sample, say where the results are
	@sh tests/packages build
	@$(MAKE) --no-print-directory all
	$(OUT)/kgraph seeds/ -o $(OUT)/chile.csv -o $(OUT)/chile.nodes.csv -o $(OUT)/chile.evidence.csv -o $(OUT)/chile.dot -o $(OUT)/chile.svg
	@echo
	@echo "Look at the picture:    $(OUT)/chile.svg           (any web browser)"
	@echo "Work on the table:      $(OUT)/chile.csv           (any spreadsheet)"
	@echo "Check every proof:      $(OUT)/chile.evidence.csv"
	@echo "The entities:           $(OUT)/chile.nodes.csv"
	@echo "For Graphviz:           $(OUT)/chile.dot"
	@echo "Try further:            $(OUT)/kgraph seeds/       (or 'make install', then kgraph seeds/)"

test: ## install what is missing, build, run every test; closes with "N passed, N failed, N skipped"
	@sh tests/packages build test
	@$(MAKE) --no-print-directory suite

# ---- tests ------------------------------------------------------------------------------------------------------
suite: build fuzzers ## every test, without looking for packages
	@PROFILE=$(PROFILE) KGRAPH=$(PROGRAM) tests/run $(TESTS)

build: $(PROGRAM) $(UNITS)

unit: $(UNITS) ## the unit tests alone
	@PROFILE=$(PROFILE) tests/run unit

asan: ## every test under the address, leak and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory PROFILE=asan suite

tsan: ## every test under the thread sanitizer
	@$(MAKE) --no-print-directory PROFILE=tsan suite

clang: ## build with clang
	@$(MAKE) --no-print-directory PROFILE=clang build

valgrind: ## a small part of the tests under valgrind
	@sh tests/packages build test valgrind
	@$(MAKE) --no-print-directory build
	@tests/valgrind/run $(PROGRAM) $(UNITS)

check-includes: ## the order of includes, and each library in one file
	@tests/run includes

# The fuzz targets run their seeds as a test (built with the profile's compiler) and for longer under libFuzzer.
FUZZ_REPLAYS := $(FUZZERS:%=$(OBJECTS_IN)/fuzz/%)
fuzzers: $(FUZZ_REPLAYS)

$(OBJECTS_IN)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  FUZZ  $<"
	@$(CC) $(CPPFLAGS) -Itests/fuzz $(ALL_CFLAGS) $(if $(filter fuzz,$(PROFILE)),-fsanitize=fuzzer) -MF $@.d $(ALL_LDFLAGS) -o $@ $< \
	    $(if $(filter-out fuzz,$(PROFILE)),tests/fuzz/replay.c) $(LIBRARY) $(LIBRARIES)

fuzz: ## libFuzzer: every target SECONDS long (default 60), TARGETS="rules html" for some
	@sh tests/packages build fuzz
	@$(MAKE) --no-print-directory PROFILE=fuzz fuzzers
	@tests/fuzz/run $(SECONDS) $(or $(TARGETS),$(FUZZERS))

bench: all ## CORPUS=DIR: speed and memory against ripgrep
	@sh tests/packages build bench
	@python3 tests/bench/bench.py --kgraph $(PROGRAM) $(CORPUS)

bench-merge: all ## FACTS=N (a million): time and memory of joining two graphs
	@python3 tests/bench/merge.py --kgraph $(PROGRAM) $(if $(FACTS),--facts $(FACTS))

shards: all ## CORPUS="DIR ..." PARTS=1,2,7,64: the parts of a corpus, merged in any order, are the graph of one run
	@python3 tests/lib/shards.py --kgraph $(PROGRAM) --parts $(or $(PARTS),1,2,7,64) $(CORPUS)

quality: all ## GOLD=DIR CORPUS=DIR: recall, precision and the proofs' spans; skipped without them
	@python3 tests/quality/quality.py --kgraph $(PROGRAM) --gold "$(GOLD)" --corpus "$(CORPUS)"

libreoffice: all ## the tables in LibreOffice: equal cells, no formula
	@sh tests/packages build libreoffice
	@KGRAPH=$(PROGRAM) tests/run libreoffice

coverage: ## lines that the tests reach
	@sh tests/packages build test coverage
	@find $(OUT)/coverage -name '*.gcda' -delete 2>/dev/null || true
	-@$(MAKE) --no-print-directory PROFILE=coverage suite
	@lcov --quiet --capture --directory $(OUT)/coverage --output-file $(OUT)/coverage/lines.info --include '$(CURDIR)/src/*'
	@lcov --summary $(OUT)/coverage/lines.info

lint: all ## cppcheck, the man page
	@sh tests/packages build lint
	@cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -D_GNU_SOURCE -Isrc \
	    --suppress=missingIncludeSystem src
	@$(OUT)/kgraph --generate man > $(OUT)/kgraph.1 && mandoc -Tlint -Wstyle $(OUT)/kgraph.1

format: ## the layout of the code as .clang-format says
	@sh tests/packages lint
	@clang-format -i $(wildcard src/*/*.[ch] tests/unit/*.c tests/fuzz/*.c)

# ---- installation -----------------------------------------------------------------------------------------------
generated: all
	@mkdir -p $(OUT)/share
	@$(PROGRAM) --generate man > $(OUT)/share/kgraph.1
	@$(PROGRAM) --generate bash > $(OUT)/share/kgraph.bash
	@$(PROGRAM) --generate zsh > $(OUT)/share/_kgraph

# What lies in share/kgraph/rules is ours as far as this list says; another folder of rules there stays.
LISTED := $(DATADIR)/kgraph/installed
define unlist
if [ -f "$(LISTED)" ]; then \
	while IFS= read -r file; do rm -f "$(DATADIR)/kgraph/$$file"; done < "$(LISTED)"; \
	rm -f "$(LISTED)"; \
	find "$(DATADIR)/kgraph" -depth -type d -empty -delete; \
fi
endef

install: generated ## program, rules, man page, completion: PREFIX (/usr/local), DESTDIR
	@$(unlist)
	install -d "$(BINDIR)" "$(MANDIR)" "$(DATADIR)/kgraph" "$(DATADIR)/bash-completion/completions" "$(DATADIR)/zsh/site-functions"
	install -m 755 $(PROGRAM) "$(BINDIR)/kgraph"
	find rules -type f | LC_ALL=C sort > "$(LISTED)"
	while IFS= read -r file; do install -D -m 644 "$$file" "$(DATADIR)/kgraph/$$file" || exit; done < "$(LISTED)"
	install -m 644 $(OUT)/share/kgraph.1 "$(MANDIR)/kgraph.1"
	install -m 644 $(OUT)/share/kgraph.bash "$(DATADIR)/bash-completion/completions/kgraph"
	install -m 644 $(OUT)/share/_kgraph "$(DATADIR)/zsh/site-functions/_kgraph"

uninstall: ## what install put there
	rm -f "$(BINDIR)/kgraph" "$(MANDIR)/kgraph.1" "$(DATADIR)/bash-completion/completions/kgraph" "$(DATADIR)/zsh/site-functions/_kgraph"
	@$(unlist)

clean: ## all that was built
	rm -rf $(OUT)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile
