package org.dicomcaravan.server.routes;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.export.ExportProperties;

/** What routes find on the messages and exchanges of this program. */
final class RouteNames {

    /** Names of headers and exchange properties, which share a list in docs/routes.md. */
    static final Set<String> HEADERS = constants(ExportProperties.class);

    /** The same, with those of the gateway. */
    static final Set<String> PROPERTIES = constants(ExportProperties.class, HealthcareApi.class);

    /** Those of the component that objects go through, by its names for them. */
    static final Set<String> OBJECTS = constants("CamelGoogleCloudStorage", GoogleCloudStorageConstants.class);

    private RouteNames() {}

    private static Set<String> constants(Class<?>... types) {
        return constants("Caravan", types);
    }

    private static Set<String> constants(String prefix, Class<?>... types) {
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(RouteNames::value)
                .filter(value -> value.startsWith(prefix))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String value(java.lang.reflect.Field field) {
        try {
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
