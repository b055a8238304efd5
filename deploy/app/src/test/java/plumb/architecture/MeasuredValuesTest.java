package plumb.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.architecture.ConstructedValues.Site;
import plumb.selftest.Measurement.Measured;

/** No literal is ever reported as a measurement: the code that makes measured values is searched for one. */
class MeasuredValuesTest {
    private static final String MEASURED = Measured.class.getName().replace('.', '/');

    /** What may make a measured value, besides those that measure the build; the first reads back what they wrote. */
    private static final Set<String> MEASURERS = Set.of(
            "plumb.cli.EvidenceFile",
            "plumb.selftest.ProbeTally",
            "plumb.selftest.StabilityCheck",
            "plumb.selftest.TimingCheck",
            "plumb.selftest.AllocationCheck",
            "plumb.selftest.HostCheck");

    private static List<Site> sites(String className) throws IOException {
        String resource = className.replace('.', '/') + ".class";
        try (InputStream in = MeasuredValuesTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return ConstructedValues.in(in.readAllBytes(), MEASURED);
        }
    }

    @Test
    void onlyTheListedChecksMakeMeasuredValuesAndNoneOfALiteral() throws IOException {
        List<String> measurers = new ArrayList<>();
        for (JavaClass candidate : new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("plumb")) {
            List<Site> sites = sites(candidate.getName());
            assertThat(sites).as(candidate.getName()).noneMatch(Site::literal);
            if (!sites.isEmpty() && !candidate.getPackageName().equals("plumb.evidence")) {
                measurers.add(candidate.getName());
            }
        }
        assertThat(measurers).containsExactlyInAnyOrderElementsOf(MEASURERS);
    }

    @Test
    void theSearchSeesEveryKindOfLiteralAndNoComputedValue() throws IOException {
        assertThat(sites(LiteralMeasurements.class.getName()))
                .extracting(site -> site.where().replaceFirst(".*\\.", "") + " " + site.literal())
                .containsExactlyInAnyOrder(
                        "literal true",
                        "folded true",
                        "eitherOfTwo true",
                        "throughALocal true",
                        "throughAnInteger true",
                        "measured false",
                        "computed false",
                        "called false",
                        "wordy false");
    }
}
