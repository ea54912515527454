package org.dicomcaravan.destination.rows;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.rpc.RpcCode;

/**
 * Brings what was committed to a bucket to a folder, one object after the other; what is there already stays. An object is a
 * line that says what its rows need, and then the rows.
 */
final class FetchedShards {
    private static final int BLOCK = 64 * 1024;
    /** Thousands of columns have some hundred kilobytes; what is much longer is no line of ours. */
    private static final int LONGEST_HEAD = 4 * 1024 * 1024;

    private final ShardFolder files;
    private final ShardBucket bucket;

    FetchedShards(ShardFolder files, ShardBucket bucket) {
        this.files = files;
        this.bucket = bucket;
    }

    /** What an object begins with, in front of its rows. */
    static byte[] head(Needs needs) {
        byte[] json = needs.toJson();
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** The rows of an operation. */
    List<Shard> of(long operation) throws IOException {
        List<ShardName> names = new ArrayList<>();
        bucket.list(
                ShardName.beginning(operation), name -> ShardName.parse(name).ifPresent(names::add));
        List<Shard> shards = new ArrayList<>();
        for (ShardName name : ShardName.last(names)) {
            if (!name.isNone()) {
                Checkpoint.pass();
                shards.add(fetched(operation, name));
            }
        }
        return shards;
    }

    private Shard fetched(long operation, ShardName name) throws IOException {
        if (!files.has(operation, name.local())) {
            fetch(operation, name);
        }
        return files.shard(operation, name.local());
    }

    private void fetch(long operation, ShardName name) throws IOException {
        Path file = Files.createTempFile(files.made(operation), name.local() + "-", ".part");
        try {
            Needs needs;
            try (InputStream in = new BufferedInputStream(bucket.read(name.toString()), BLOCK);
                    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                needs = needs(in, name);
                copy(in, out);
                channel.force(true);
            }
            files.publish(file, operation, name.local(), needs);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Needs needs(InputStream in, ShardName name) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n' && next >= 0 && line.size() < LONGEST_HEAD) {
            line.write(next);
            next = in.read();
        }
        try {
            return Needs.fromJson(line.toByteArray());
        } catch (IOException e) {
            throw new DestinationException(
                    RpcCode.DATA_LOSS,
                    false,
                    "object " + bucket.uri() + name + " does not begin as rows do: somebody replaced it; export again",
                    e);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            out.write(block, 0, count);
            Checkpoint.pass();
        }
    }
}
