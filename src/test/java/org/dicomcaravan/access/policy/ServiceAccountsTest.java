package org.dicomcaravan.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountsTest {

    private static final String LIST = """
            {"projects/p": {"buckets": ["exports", "gs://more/"], "datasets": ["p.dicom", "research.images"]},
             "projects/any": {"buckets": ["*"], "datasets": ["*"]},
             "projects/none": {}}
            """;

    @ParameterizedTest
    @CsvSource({
        "projects/p, exports, true",
        "projects/p, more, true",
        "projects/p, export, false",
        "projects/p, *, false",
        "projects/any, whatever, true",
        "projects/none, exports, false",
        "projects/other, exports, false"
    })
    void limitsBucketsToThoseListed(String project, String bucket, boolean may) {
        assertThat(ServiceAccounts.of(LIST).mayUseBucket(project, bucket)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "projects/p, p, dicom, true",
        "projects/p, p, other, false",
        "projects/p, research, images, true",
        "projects/p, research, other, false",
        "projects/any, any, other, true",
        "projects/any, p, dicom, false",
        "projects/none, none, dicom, false",
        "projects/other, other, dicom, false"
    })
    void limitsDatasetsToThoseListed(String project, String tableProject, String dataset, boolean may) {
        assertThat(ServiceAccounts.of(LIST).mayUseDataset(project, tableProject, dataset))
                .isEqualTo(may);
    }

    @Test
    void withoutAListTablesStayInTheProject() {
        ServiceAccounts own = ServiceAccounts.ofOwnProjects();
        assertThat(own.mayUseBucket("projects/p", "any")).isTrue();
        assertThat(own.mayUseDataset("projects/p", "p", "any")).isTrue();
        assertThat(own.mayUseDataset("projects/p", "q", "any")).isFalse();
        assertThat(ServiceAccounts.unlimited().mayUseDataset("projects/p", "q", "any"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nothing                                  | not JSON
                    []                                       | no object
                    {"p": {}}                                | "p" is no project
                    {"projects/p": {"bucket": []}}           | "bucket"
                    {"projects/p": {"buckets": "exports"}}   | no list
                    {"projects/p": {"buckets": [1]}}         | no text
                    {"projects/p": {"buckets": ["clinic-*"]}} | no patterns
                    {"projects/p": {"buckets": ["gs://clinic/x"]}} | no prefixes
                    {"projects/p": ["exports"]}              | no object
                    {"projects/p": 5}                        | no object
                    {"projects/p": null}                     | no object
                    {"projects/p": {"datasets": ["dicom"]}}  | "dicom"
                    """)
    void refusesWhatItWouldHaveToIgnore(String json, String why) {
        assertThatThrownBy(() -> ServiceAccounts.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
