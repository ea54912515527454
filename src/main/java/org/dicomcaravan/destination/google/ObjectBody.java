package org.dicomcaravan.destination.google;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of known number that can be read again from the first one on: an upload that broke off needs them anew. */
interface ObjectBody {

    /** How many; what is read may turn out to be of another length. */
    long length();

    InputStream open() throws IOException;

    static ObjectBody of(byte[] bytes) {
        return new Bytes(bytes);
    }

    static ObjectBody of(Path file) throws IOException {
        return new File(file, Files.size(file));
    }

    /** What a file has, behind some bytes. */
    static ObjectBody of(byte[] head, Path file) throws IOException {
        return new Headed(head, of(file));
    }

    /** Bytes in memory. */
    record Bytes(byte[] bytes) implements ObjectBody {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A file, which stays as it is. */
    record File(Path file, long length) implements ObjectBody {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** One behind some bytes. */
    record Headed(byte[] head, ObjectBody rest) implements ObjectBody {
        @Override
        public long length() {
            return head.length + rest.length();
        }

        @Override
        public InputStream open() throws IOException {
            return new SequenceInputStream(new ByteArrayInputStream(head), rest.open());
        }
    }
}
