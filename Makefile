# Every target, one line each. JDK 25, Maven and npm are found or asked for by name.
.DEFAULT_GOAL := help
.PHONY: help build demo login test conformance format clean check-tools

JDK := $(shell host/src/main/dist/lib/find-jdk)
export JAVA_HOME := $(JDK)
# Maven 3's own libraries do what newer JDKs warn of.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
MVN := mvn --batch-mode -Dstyle.color=never
DISTRIBUTION := host/target/toolgram
STAMP := host/target/built
SOURCES := $(shell find pom.xml api host plugins .mvn -name target -prune -o -type f -print 2>/dev/null)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

build: $(STAMP) ## build the distribution (host/target/toolgram)

$(STAMP): $(SOURCES) | check-tools
	@echo "Building Toolgram ..."
	@$(MVN) --quiet -Dmaven.test.skip=true -Dspotless.check.skip=true package
	@touch $@

demo: $(STAMP) ## run with a Telegram on this machine: no account and no network
	@exec $(DISTRIBUTION)/bin/toolgram demo

login: $(STAMP) ## sign in to Telegram and write TOOLGRAM_SESSION into .env
	@exec $(DISTRIBUTION)/bin/toolgram login --env-file .env

test: check-tools ## build everything and run every test
	$(MVN) verify

conformance: check-tools ## run MCP's conformance suite and JavaScript clients (fetches 245 MB from npm)
	TOOLGRAM_TEST_CONFORMANCE=true $(MVN) verify --also-make --projects host -Dspotless.check.skip=true \
		-Dtest=NoTest -Dit.test=McpConformanceIT \
		-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

format: check-tools ## format the code
	$(MVN) --quiet spotless:apply

clean: ## remove what was built
	rm -rf target api/target host/target plugins/*/target

check-tools:
	@test -n "$(JDK)" || { echo "JDK 25 is missing: install one (https://adoptium.net, or 'apt-get install temurin-25-jdk') or set JAVA_HOME."; exit 1; }
	@command -v mvn >/dev/null || { echo "Maven is missing: install 3.8.7 or newer (https://maven.apache.org, or 'apt-get install maven')."; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer (https://nodejs.org, or 'apt-get install npm')."; exit 1; }
