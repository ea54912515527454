package org.dicomcaravan.access.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * What the server itself may do for each project, whoever asks: Google has a service account for it that every project gives
 * rights on buckets and datasets of its own choice. Immutable and thread-safe.
 */
public final class ServiceAccounts {

    private static final Pattern PROJECT = Pattern.compile("projects/[^/]+");
    private static final Pattern DATASET = Pattern.compile("[^./]+(:[^./]+|\\.[^./:]+:[^./]+)?\\.[A-Za-z0-9_]+");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
    private static final Set<String> FIELDS = Set.of("buckets", "datasets");
    private static final String ALL = "*";

    /** What a project's service account has rights on; empty where a project has not said. */
    private record Rights(Set<String> buckets, Set<String> datasets) {}

    private final Optional<Map<String, Rights>> projects;
    private final boolean ownProjectOnly;

    private ServiceAccounts(Optional<Map<String, Rights>> projects, boolean ownProjectOnly) {
        this.projects = projects;
        this.ownProjectOnly = ownProjectOnly;
    }

    /** Whatever the server can reach; for one that nobody but its own machine reaches. */
    public static ServiceAccounts unlimited() {
        return new ServiceAccounts(Optional.empty(), false);
    }

    /** Every bucket, and the datasets of a store's own project; where a site has not said more. */
    public static ServiceAccounts ofOwnProjects() {
        return new ServiceAccounts(Optional.empty(), true);
    }

    /**
     * What a site has listed, and nothing else.
     *
     * @param json see docs/security.md
     * @throws IllegalArgumentException if there is anything in it that would have to be ignored
     */
    public static ServiceAccounts of(String json) {
        JsonNode file = StrictJson.parse(json, "{\"projects/P\": {\"buckets\": […], \"datasets\": […]}}");
        Map<String, Rights> projects = new LinkedHashMap<>();
        file.properties().forEach(entry -> {
            if (!PROJECT.matcher(entry.getKey()).matches()) {
                throw new IllegalArgumentException(Quoted.of(entry.getKey()) + " is no project: expected projects/P");
            }
            projects.put(entry.getKey(), rights(entry.getKey(), entry.getValue()));
        });
        return new ServiceAccounts(Optional.of(Map.copyOf(projects)), true);
    }

    private static Rights rights(String project, JsonNode node) {
        JsonNode fields = StrictJson.object(project, node, FIELDS);
        Set<String> datasets = Set.copyOf(StrictJson.texts("datasets of " + project, fields.path("datasets")));
        for (String dataset : datasets) {
            if (!dataset.equals(ALL) && !DATASET.matcher(dataset).matches()) {
                throw new IllegalArgumentException(
                        project + " has dataset " + Quoted.of(dataset) + ": expected PROJECT.DATASET, or *");
            }
        }
        Set<String> buckets = new LinkedHashSet<>();
        for (String bucket : StrictJson.texts("buckets of " + project, fields.path("buckets"))) {
            String name = bucket.replaceFirst("^gs://", "").replaceFirst("/$", "");
            if (!name.equals(ALL) && !BUCKET.matcher(name).matches()) {
                throw new IllegalArgumentException(project + " has bucket " + Quoted.of(bucket)
                        + ": expected the name of one, or *; there are no patterns and no prefixes");
            }
            buckets.add(name);
        }
        return new Rights(Set.copyOf(buckets), datasets);
    }

    /**
     * Whether objects may be written to, and read from, a bucket.
     *
     * @param project {@code projects/P} of the store
     * @param bucket its name
     */
    public boolean mayUseBucket(String project, String bucket) {
        if (projects.isEmpty()) {
            return true;
        }
        Rights rights = projects.get().get(project);
        return rights != null
                && (rights.buckets().contains(bucket) || rights.buckets().contains(ALL));
    }

    /**
     * Whether tables of a dataset may be written.
     *
     * @param project {@code projects/P} of the store
     * @param tableProject id of the project of the dataset
     * @param dataset its id; {@code *} of a list stands for those of the store's own project alone
     */
    public boolean mayUseDataset(String project, String tableProject, String dataset) {
        boolean own = project.equals("projects/" + tableProject);
        if (projects.isEmpty()) {
            return own || !ownProjectOnly;
        }
        Rights rights = projects.get().get(project);
        return rights != null
                && (rights.datasets().contains(tableProject + "." + dataset)
                        || (own && rights.datasets().contains(ALL)));
    }
}
