package org.dicomcaravan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The turn of a class of tests at something that others spoil meanwhile, in whichever process of this machine they run. */
public final class Turn implements BeforeAllCallback, AfterAllCallback {
    private final Path file;
    private FileChannel channel;

    /** Of all classes that name the same. */
    public Turn(String at) {
        this.file = Path.of(System.getProperty("java.io.tmpdir"), "caravan-turn-" + at);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock(); // until it is closed
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        channel.close();
    }
}
