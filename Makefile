# JDK 25, Maven and npm are detected; the build fails with instructions if one is missing.
.DEFAULT_GOAL := help
.PHONY: help build image run login install demo test test-live conformance bench bench-quick lint format clean check-tools

JDK := $(shell docker/src/main/dist/lib/find-jdk)
export JAVA_HOME := $(JDK)
# The first two make short builds faster; the others suppress warnings of newer JDKs about Maven 3's libraries.
export MAVEN_OPTS := -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
MVN := mvn --batch-mode -Dstyle.color=never
DISTRIBUTION := docker/target/toolgram
# Only the tests tagged "soak".
SOAK := -Dgroups=soak -DexcludedGroups=none
STAMP := docker/target/built
BENCH := docker/target/bench
SOURCES := $(shell find pom.xml api host plugins docker/pom.xml docker/aot-cache docker/src/main .mvn -name target -prune -o -type f -print 2>/dev/null)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

build: $(STAMP) ## build the distribution (docker/target/toolgram)

$(STAMP): $(SOURCES) | check-tools
	@echo "Building Toolgram ..."
	@mkdir -p $(@D) && touch $@.next
	@$(MVN) --quiet -Dmaven.test.skip=true -Dspotless.check.skip=true -pl docker -am package
	@mv $@.next $@

image: check-tools ## build the container image; print its size and its cold start
	@docker/image $(BUILD_OPTIONS)

run: $(STAMP) ## run with the account and the settings of .env
	@test ! -f .env || while IFS= read -r line; do case $$line in [A-Z]*=*) export "$$line" ;; esac; done <.env; \
	exec $(DISTRIBUTION)/bin/toolgram serve

login: $(STAMP) ## sign in to Telegram and write TOOLGRAM_SESSION into .env
	@exec $(DISTRIBUTION)/bin/toolgram login --env-file .env

install: check-tools ## put API, test kit, archetype and host into ~/.m2, for plugins of your own
	@echo "Installing Toolgram for plugin authors ..."
	@$(MVN) --quiet -T 2 -Dmaven.test.skip=true -Dspotless.check.skip=true install

demo: $(STAMP) ## run with a Telegram on this machine: no account and no network
	@exec $(DISTRIBUTION)/bin/toolgram demo

check: check-tools words ## format, compile, lint, unit tests and architecture: before every commit
	$(MVN) --quiet -T 2 -DskipITs test

test: check-tools words ## build everything and run every test but the long ones
	@mkdir -p $(dir $(STAMP)) && touch $(STAMP).next
	$(MVN) -T 2 verify
	@mv $(STAMP).next $(STAMP)

soak: check-tools ## run the long tests: kills, loads, reloads, generated input, MCP conformance (245 MB from npm)
	TOOLGRAM_TEST_CONFORMANCE=true $(MVN) verify -Dspotless.check.skip=true $(SOAK)

bench: $(STAMP) ## speed, start and memory (12 min); BASE=<older>, ONLY="export files policy …"
	@mkdir -p $(BENCH)/classes
	@$(JDK)/bin/javac -proc:none -nowarn -parameters -d $(BENCH)/classes -cp '$(DISTRIBUTION)/lib/*' \
		$(filter-out %Test.java,$(wildcard host/src/test/java/dev/toolgram/host/bench/*.java))
	@$(JDK)/bin/java -Dbench.quick=$(QUICK) -Dbench.dist=$(DISTRIBUTION) -Dbench.base=$(BASE) -Dbench.out=$(BENCH) -Dbench.only="$(ONLY)" \
		-cp '$(BENCH)/classes:$(DISTRIBUTION)/lib/*' dev.toolgram.host.bench.Bench

bench-quick: QUICK := true
bench-quick: bench ## the same in 2 min, with fewer rounds and nothing that grows

test-live: check-tools ## try the real Telegram with .env's account: sends to TEST_CHAT and deletes
	@missing=; \
	for name in TOOLGRAM_API_ID TOOLGRAM_API_HASH TOOLGRAM_SESSION TEST_CHAT; do \
		sed 's/^TELETHON_/TOOLGRAM_/' .env 2>/dev/null | grep -q "^$$name=..*" || missing="$$missing $$name"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "SKIPPED: 'make test-live' needs these in .env:$$missing ('make login' gets most)."; \
		exit 0; \
	fi; \
	$(MVN) -pl docker -am verify -Dtoolgram.live=true -Dtest=none -Dit.test='HealthIT,RestIT,McpIT,AuthIT' \
		-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

lint: check-tools words ## check words and format, compile with Error Prone, check Dockerfile, compose file and workflow
	$(MVN) --quiet -pl docker -am test -Dtest='DockerfileTest,ComposeFileTest,WorkflowTest' \
		-Dsurefire.failIfNoSpecifiedTests=false

words: ## find wording that non-native writers fall back to
	@! grep -rnE '[^e] is no [a-z]|\banew\b|\b[Ww]hoever\b|\b[Tt]ells? (so|of)\b|\b[Mm]end(s|ed)?\b' \
		--include='*.java' --include='*.md' --include='*.properties' --include='*.yaml' --include='.env.example' \
		--exclude-dir=target --exclude-dir=node_modules . | grep -vE 'there is no |is no longer ' || \
		{ echo "Say it in standard words: 'is not a', 'again', 'the caller who', 'reports', 'fix'."; exit 1; }

conformance: check-tools ## run MCP's conformance suite and JavaScript clients (fetches 245 MB from npm)
	TOOLGRAM_TEST_CONFORMANCE=true $(MVN) verify -pl docker -am -Dspotless.check.skip=true $(SOAK) \
		-Dit.test=McpConformanceIT -Dfailsafe.failIfNoSpecifiedTests=false

format: check-tools ## format the code
	$(MVN) --quiet spotless:apply

clean: ## remove what was built
	rm -rf target api/target api/tdlib/target host/target plugins/*/target docker/target

check-tools:
	@test -n "$(JDK)" || { echo "JDK 25 is missing: install one (https://adoptium.net, or 'apt-get install temurin-25-jdk') or set JAVA_HOME."; exit 1; }
	@command -v mvn >/dev/null || { echo "Maven is missing: install 3.8.7 or newer (https://maven.apache.org, or 'apt-get install maven')."; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer (https://nodejs.org, or 'apt-get install npm')."; exit 1; }
