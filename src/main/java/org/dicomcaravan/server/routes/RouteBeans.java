package org.dicomcaravan.server.routes;

import java.util.Map;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.export.BatchRuns;
import org.dicomcaravan.export.Deliveries;
import org.dicomcaravan.export.Ending;
import org.dicomcaravan.export.ErrorPolicy;
import org.dicomcaravan.export.Exports;
import org.dicomcaravan.export.Instances;
import org.dicomcaravan.export.LostHints;
import org.dicomcaravan.export.Planner;
import org.dicomcaravan.export.Resumption;
import org.dicomcaravan.export.RowsFiles;
import org.dicomcaravan.export.Tables;

/** What routes call by its name. */
public final class RouteBeans {

    /** Types by names. */
    public static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("healthcareApi", HealthcareApi.class),
            Map.entry("exports", Exports.class),
            Map.entry("planner", Planner.class),
            Map.entry("batchRuns", BatchRuns.class),
            Map.entry("instances", Instances.class),
            Map.entry("deliveries", Deliveries.class),
            Map.entry("tables", Tables.class),
            Map.entry("rowsFiles", RowsFiles.class),
            Map.entry("ending", Ending.class),
            Map.entry("resumption", Resumption.class),
            Map.entry("lostHints", LostHints.class),
            Map.entry("errorPolicy", ErrorPolicy.class));

    private RouteBeans() {}
}
