package org.dicomcaravan.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.Principal.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

    private static final String EXPORT = "healthcare.dicomStores.export";
    private static final String PROJECT = "projects/p";
    private static final String DATASET = PROJECT + "/locations/l/datasets/d";
    private static final String STORE = DATASET + "/dicomStores/s";

    private static Principal user(String email, String... groups) {
        return new Principal(Kind.USER, email, Set.of(groups));
    }

    private static String policy(String resource, String role, String member) {
        return "{\"" + resource + "\":{\"bindings\":[{\"role\":\"" + role + "\",\"members\":[\"" + member + "\"]}]}}";
    }

    /** Export-api.md, section 6; darkbitio/gcp-iam-role-permissions and iann0036/iam-dataset list the same. */
    @ParameterizedTest
    @CsvSource({
        "roles/owner, true, true, true, true",
        "roles/editor, true, true, true, true",
        "roles/viewer, true, true, false, true",
        "roles/iam.supportUser, true, true, false, true",
        "roles/healthcare.dicomViewer, true, true, false, false",
        "roles/healthcare.dicomEditor, true, true, true, false",
        "roles/healthcare.dicomStoreAdmin, false, true, true, false",
        "roles/healthcare.dicomStoreViewer, false, true, false, false",
        "roles/healthcare.datasetAdmin, false, true, true, true",
        "roles/healthcare.datasetViewer, false, true, false, false"
    })
    void grantsWhatGoogleDoes(String role, boolean export, boolean get, boolean cancel, boolean list) {
        Policies policies = Policies.of(policy(DATASET, role, "user:ada@clinic.example"));
        Principal ada = user("ada@clinic.example");
        assertThat(policies.permit(ada, EXPORT, STORE)).isEqualTo(export);
        assertThat(policies.permit(ada, "healthcare.operations.get", DATASET + "/operations/1"))
                .isEqualTo(get);
        assertThat(policies.permit(ada, "healthcare.operations.cancel", DATASET + "/operations/1"))
                .isEqualTo(cancel);
        assertThat(policies.permit(ada, "healthcare.operations.list", DATASET)).isEqualTo(list);
        assertThat(policies.permit(ada, "healthcare.dicomStores.delete", PROJECT))
                .isFalse();
    }

    @Test
    void whatIsGrantedHoldsBelowAndNowhereElse() {
        Principal ada = user("ada@clinic.example");
        Policies ofProject = Policies.of(policy(PROJECT, "roles/viewer", "user:ada@clinic.example"));
        assertThat(ofProject.permit(ada, EXPORT, STORE)).isTrue();
        assertThat(ofProject.permit(ada, "healthcare.locations.list", PROJECT)).isTrue();
        assertThat(ofProject.permit(ada, EXPORT, "projects/p2/locations/l/datasets/d/dicomStores/s"))
                .isFalse();
        Policies ofStore = Policies.of(policy(STORE, "roles/viewer", "user:ada@clinic.example"));
        assertThat(ofStore.permit(ada, EXPORT, STORE)).isTrue();
        assertThat(ofStore.permit(ada, EXPORT, STORE + "2")).isFalse();
        assertThat(ofStore.permit(ada, "healthcare.datasets.get", DATASET)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "user:ada@clinic.example, USER, ada@clinic.example, true",
        "user:Ada@Clinic.example, USER, ADA@clinic.EXAMPLE, true",
        "user:kate@clinic.example, USER, \u212Aate@clinic.example, false",
        "user:ada@clinic.example, SERVICE_ACCOUNT, ada@clinic.example, false",
        "serviceAccount:ada@clinic.example, SERVICE_ACCOUNT, ada@clinic.example, true",
        "user:ada@clinic.example, SUBJECT, ada@clinic.example, false",
        "user:ada@clinic.example, USER, eve@clinic.example, false",
        "group:readers, USER, any@clinic.example, true",
        "group:Readers, USER, any@clinic.example, false",
        "allAuthenticatedUsers, SUBJECT, 1234, true",
        "allAuthenticatedUsers, ANYBODY, '', false"
    })
    void knowsWhoIsMeant(String member, Kind kind, String name, boolean granted) {
        Policies policies = Policies.of(policy(STORE, "roles/healthcare.dicomViewer", member));
        assertThat(policies.permit(new Principal(kind, name, Set.of("readers")), EXPORT, STORE))
                .isEqualTo(granted);
    }

    @Test
    void aBindingMayHaveNobody() {
        String nobody = "{\"" + STORE + "\":{\"bindings\":[{\"role\":\"roles/owner\",\"members\":[]}]}}";
        assertThat(Policies.of(nobody).permit(user("ada@clinic.example"), EXPORT, STORE))
                .isFalse();
    }

    @Test
    void takesRolesOfASite() {
        Policies policies = Policies.of("{\"roles\":{\"roles/site.exporter\":[\"" + EXPORT + "\"]},"
                + policy(STORE, "roles/site.exporter", "group:robots").substring(1));
        Principal robot = user("r@clinic.example", "robots");
        assertThat(policies.permit(robot, EXPORT, STORE)).isTrue();
        assertThat(policies.permit(robot, "healthcare.dicomStores.get", STORE)).isFalse();
    }

    /** Roles that a site brings from Google name permissions of what is not here, too; some have digits. */
    @ParameterizedTest
    @ValueSource(strings = {"healthcare.hl7V2Stores.get", "healthcare.fhirStores.import", "storage.objects.get"})
    void aRoleMayHavePermissionsOfOtherServices(String other) {
        Policies policies = Policies.of("{\"roles\":{\"roles/site.all\":[\"" + EXPORT + "\",\"" + other + "\"]},"
                + policy(STORE, "roles/site.all", "group:robots").substring(1));
        Principal robot = user("r@clinic.example", "robots");
        assertThat(policies.permit(robot, EXPORT, STORE)).isTrue();
        assertThat(policies.permit(robot, other, STORE)).isTrue();
    }

    @Test
    void showsThePolicyOfAResourceItself() {
        Policies policies = Policies.of(policy(STORE, "roles/viewer", "group:readers"));
        assertThat(policies.policy(STORE).toString())
                .startsWith(
                        "{\"version\":1,\"bindings\":[{\"role\":\"roles/viewer\",\"members\":[\"group:readers\"]}],");
        assertThat(policies.policy(DATASET).toString()).startsWith("{\"version\":1,\"etag\":");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("nothing", "not JSON"),
                arguments("[]", "no object"),
                arguments("{\"projects/p\": {}} x", "not JSON"),
                arguments("{\"projects/p\": {}, \"projects/p\": {}}", "Duplicate"),
                arguments("{\"projects/p/locations/l\": {}}", "no resource that has a policy"),
                arguments("{\"project/p\": {}}", "no resource that has a policy"),
                arguments("{\"projects/-\": {}}", "no resource that has a policy"),
                arguments("{\"projects/p\": []}", "no object"),
                arguments("{\"projects/p\": null}", "no object"),
                arguments("{\"projects/p\": {\"binding\": []}}", "\"binding\""),
                arguments("{\"projects/p\": {\"bindings\": \"x\"}}", "no list"),
                arguments("{\"projects/p\": {\"version\": \"z\"}}", "version"),
                arguments(binding("roles/viewer", "[\"user:a@b\"], \"condition\": {}"), "condition"),
                arguments(
                        "{\"projects/p\": {\"bindings\": [{\"role\": \"roles/viewer\", \"member\": []}]}}",
                        "\"member\""),
                arguments("{\"projects/p\": {\"bindings\": [{\"role\": \"roles/viewer\"}]}}", "no members"),
                arguments(binding("roles/viewer", "{\"a\": \"user:a@b\"}"), "no list"),
                arguments(binding("roles/viewer", "[1]"), "no text"),
                arguments(binding("roles/veiwer", "[\"user:a@b\"]"), "\"roles/veiwer\" is not known"),
                arguments(binding("roles/viewer", "[\"allUsers\"]"), "\"allUsers\""),
                arguments(binding("roles/viewer", "[\"domain:b\"]"), "\"domain:b\""),
                arguments(binding("roles/viewer", "[\"user:\"]"), "\"user:\""),
                arguments(binding("roles/viewer", "[\"user:ada\"]"), "\"user:ada\""),
                arguments(binding("roles/viewer", "[\"user: a@b\"]"), "\"user: a@b\""),
                arguments("{\"roles\": {\"roles/viewer\": [\"healthcare.dicomStores.get\"]}}", "one of Google's"),
                arguments("{\"roles\": {\"viewer\": [\"healthcare.dicomStores.get\"]}}", "a name that is none"),
                arguments("{\"roles\": {\"roles/mine\": []}}", "no permissions"),
                arguments("{\"roles\": {\"roles/mine\": {\"a\": \"healthcare.dicomStores.get\"}}}", "no list"),
                arguments("{\"roles\": {\"roles/mine\": [\"healthcare.*\"]}}", "\"healthcare.*\""),
                arguments("{\"roles\": {\"roles/mine\": [\"healthcare.dicomStore.export\"]}}", "dicomStore.export"));
    }

    private static String binding(String role, String members) {
        return "{\"projects/p\": {\"bindings\": [{\"role\": \"" + role + "\", \"members\": " + members + "}]}}";
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesWhatItWouldHaveToIgnore(String json, String why) {
        assertThatThrownBy(() -> Policies.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
