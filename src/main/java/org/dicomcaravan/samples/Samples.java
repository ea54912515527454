package org.dicomcaravan.samples;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.server.DataFolder;

/** The sample store: where it lies below the data folder, and how it comes there. */
public final class Samples {
    /** The last part of the sample store's name. */
    public static final String STORE = "samples";

    /** The bucket that is made along with it. */
    public static final String BUCKET = "demo";

    private Samples() {}

    /** Where the sample store is, below a data folder. */
    public static Path folder(Path data) {
        return data.resolve(STORE);
    }

    /**
     * Writes the sample store unless it is there, and makes the bucket {@value #BUCKET}. The store appears whole
     * or not at all.
     *
     * @param data the server's data folder; made if it is not there
     * @return whether the store was written now
     */
    public static boolean prepare(Path data) throws IOException {
        DataFolder.make(data);
        try {
            return prepared(data);
        } catch (IOException e) {
            throw DataFolder.unwritable(data, e);
        }
    }

    private static boolean prepared(Path data) throws IOException {
        Files.createDirectories(FolderBuckets.root(data).resolve(BUCKET));
        Path folder = folder(data);
        if (Files.isDirectory(folder)) {
            return false;
        }
        Path unfinished = data.resolve("." + STORE + "-unfinished");
        delete(unfinished);
        write(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /**
     * Writes the files of the sample store.
     *
     * @param folder where to; made if it is not there
     * @return how many instances
     */
    public static int write(Path folder) throws IOException {
        List<Sample> samples = all();
        for (Sample sample : samples) {
            Path file = folder.resolve(sample.path());
            Files.createDirectories(file.getParent());
            Files.write(file, sample.file());
        }
        return samples.size();
    }

    /** All of them, in the order in which they are written. */
    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        samples.addAll(ChestStudy.samples());
        samples.addAll(Findings.samples());
        samples.addAll(BrainStudy.samples());
        samples.addAll(RadiographStudy.samples());
        samples.addAll(EchoStudy.samples());
        samples.addAll(BoneScanStudy.samples());
        return samples;
    }

    /** Removes what an earlier run did not finish. */
    private static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException nothingThere) {
            Files.createDirectories(folder.getParent());
        }
    }
}
