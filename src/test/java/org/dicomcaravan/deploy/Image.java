package org.dicomcaravan.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image that the build makes, as pom.xml says; .ci/read_image.py holds the image to the same.
 *
 * @param name with its version
 * @param user as whom it runs
 * @param ports that it listens on, the API's first
 * @param data where it keeps what it keeps
 */
record Image(String name, int user, List<Integer> ports, String data) {

    static Image ofThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = only(pom, "<artifactId>dicom-caravan</artifactId>\\s*<version>([^<]+)</version>");
        String name = only(pom, "<to><image>([^<$]+)\\$\\{project.version}</image></to>") + version;
        return new Image(
                name,
                Integer.parseInt(only(pom, "<user>(\\d+):\\d+</user>")),
                Pattern.compile("<port>(\\d+)</port>")
                        .matcher(pom)
                        .results()
                        .map(Image::number)
                        .toList(),
                only(pom, "<volumes><volume>([^<]+)</volume></volumes>"));
    }

    private static Integer number(MatchResult match) {
        return Integer.valueOf(match.group(1));
    }

    private static String only(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("pom.xml has no " + pattern);
        }
        return matcher.group(1);
    }

    int api() {
        return ports.get(0);
    }

    int management() {
        return ports.get(1);
    }
}
