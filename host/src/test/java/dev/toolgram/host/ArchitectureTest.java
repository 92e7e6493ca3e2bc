package dev.toolgram.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may import which. */
class ArchitectureTest {

    private static final String API = "dev.toolgram.api..";
    private static final String HOST = "dev.toolgram.host..";
    private static final String PLUGINS = "dev.toolgram.plugins..";
    private static final String HTTP = "dev.toolgram.host.http..";
    private static final String REST = "dev.toolgram.host.rest..";
    private static final String MCP = "dev.toolgram.host.mcp..";
    private static final String TOOL = "dev.toolgram.host.tool..";
    private static final String CONFIG = "dev.toolgram.host.config..";
    private static final String JSON = "dev.toolgram.host.json..";
    private static final String PLUGIN = "dev.toolgram.host.plugin..";
    private static final String TELEGRAM = "dev.toolgram.host.telegram..";
    private static final String CLI = "dev.toolgram.host.cli..";
    private static final String POLICY = "dev.toolgram.host.policy..";
    private static final String METRICS = "dev.toolgram.host.observe.metrics..";

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() throws IOException {
        try (Stream<Path> plugins = Files.list(Path.of("..", "plugins"))) {
            List<Path> folders = Stream.concat(
                            Stream.of(Path.of("..", "api"), Path.of("")),
                            plugins.filter(folder -> !folder.endsWith("testkit") && !folder.endsWith("example")))
                    .map(module -> module.resolve(Path.of("target", "classes")))
                    .filter(Files::isDirectory)
                    .toList();
            all = new ClassFileImporter().importPaths(folders);
        }
        assertThat(all)
                .extracting(JavaClass::getPackageName)
                .contains("dev.toolgram.api", "dev.toolgram.host", "dev.toolgram.plugins.messages");
    }

    @Test
    void apiImportsNeitherHostNorPlugins() {
        never(API, HOST, PLUGINS);
    }

    @Test
    void pluginsImportTheApiOnly() {
        never(PLUGINS, HOST);
        slices().matching("dev.toolgram.plugins.(*)..")
                .should()
                .notDependOnEachOther()
                .check(all);
    }

    @Test
    void hostNeverImportsAPlugin() {
        never(HOST, PLUGINS);
    }

    @Test
    void restAndMcpNeverImportEachOther() {
        never(REST, MCP);
        never(MCP, REST);
    }

    @Test
    void restAndMcpSeeOnlyTheResultsOfPolicies() {
        never(REST, POLICY);
        never(MCP, POLICY);
        never(TOOL, POLICY);
    }

    @Test
    void toolKnowsNoHttpNoMcpNoPf4jAndNoTdlib() {
        never(TOOL, HTTP, REST, MCP, PLUGIN, TELEGRAM, "io.undertow..", "org.pf4j..");
    }

    @Test
    void configAndJsonAreBelowTool() {
        never(CONFIG, TOOL, HTTP, REST, MCP, PLUGIN, TELEGRAM);
        never(JSON, TOOL, CONFIG, HTTP, REST, MCP, PLUGIN, TELEGRAM);
    }

    @Test
    void httpKnowsNoTools() {
        never(HTTP, TOOL, REST, MCP);
    }

    @Test
    void policyDecidesOnCallsAndTheEndpointsSeeOnlyItsResults() {
        never(POLICY, REST, MCP, PLUGIN);
        never(HTTP, POLICY);
        never(REST, POLICY);
        never(MCP, POLICY);
        never(TOOL, POLICY);
        never(TELEGRAM, POLICY);
    }

    @Test
    void nothingImportsTheCommandLine() {
        noClasses()
                .that(resideOutsideOfPackages(CLI))
                .should()
                .dependOnClassesThat(resideInAPackage(CLI))
                .check(all);
    }

    @Test
    void onlyTheCompositionRootImportsMetrics() {
        noClasses()
                .that(resideOutsideOfPackages(METRICS, "dev.toolgram.host"))
                .should()
                .dependOnClassesThat(resideInAPackage(METRICS))
                .check(all);
    }

    @Test
    void loggingImportsNothingElseOfTheProject() {
        noClasses()
                .that(resideInAPackage("dev.toolgram.host.observe"))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.toolgram..")
                        .and(DescribedPredicate.not(resideInAPackage("dev.toolgram.host.observe"))))
                .check(all);
    }

    @Test
    void librariesStayInTheirRooms() {
        onlyIn("io.undertow..", HTTP, REST, MCP);
        onlyIn("org.pf4j..", API, PLUGIN, PLUGINS);
        onlyIn("java.lang.foreign..", "dev.toolgram.host.telegram.tdjson..");
        onlyIn("io.micrometer..", METRICS);
        onlyIn("io.prometheus..", METRICS);
        onlyIn("ch.qos.logback..", "dev.toolgram.host.observe..");
        onlyIn("picocli..", CLI);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.toolgram.(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void topLevelClassesOfAPackageFormNoCircle() {
        TreeSet<String> packages =
                all.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        for (String name : packages) {
            slices().assignedFrom(topLevelClassesOf(name))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    private static SliceAssignment topLevelClassesOf(String packageName) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(packageName)
                        ? SliceIdentifier.of(topLevel(type).getSimpleName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "top-level classes of " + packageName;
            }
        };
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }

    private static void never(String from, String... to) {
        noClasses()
                .that(resideInAPackage(from))
                .should()
                .dependOnClassesThat(resideInAnyPackage(to))
                .check(all);
    }

    private static void onlyIn(String library, String... homes) {
        noClasses()
                .that(resideOutsideOfPackages(homes))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(all);
    }
}
