package org.dicomcaravan.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.dicomcaravan.io.FileProblem;

/** A file of properties in a config folder. */
final class PropertyFile {

    private PropertyFile() {}

    /**
     * Reads all of one.
     *
     * @throws IOException if it is missing or unreadable; the message names it
     */
    static Properties read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("Configuration " + file + " is not there: expected a file of properties; name its"
                    + " folder by --config");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("Configuration " + file + " can't be read: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "Configuration " + file + " can't be read: it is not in UTF-8; save it in that encoding", e);
        } catch (IOException e) {
            throw new IOException("Configuration " + file + " can't be read: " + FileProblem.of(e), e);
        }
        return properties;
    }
}
