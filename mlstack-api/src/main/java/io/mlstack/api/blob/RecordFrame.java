package io.mlstack.api.blob;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The stored form of a record, little-endian: 4 bytes {@code MLR1}, 4 bytes length of the content, 8 bytes number, 4 bytes
 * CRC32C (RFC 3720) of these 16 and the content, then the content. The number is inside so that a record under another's
 * name is found out.
 */
final class RecordFrame {

    static final int HEADER = 20;

    private static final int CHECKED_HEADER = 16;
    private static final int MAGIC = 'M' | 'L' << 8 | 'R' << 16 | '1' << 24;

    private RecordFrame() {}

    static byte[] wrap(long number, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(Math.addExact(HEADER, content.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(content.length)
                .putLong(number);
        return frame.putInt(checksum(frame.array(), content)).put(content).array();
    }

    /** @param place where the frame was read, for the error */
    static byte[] unwrap(long number, byte[] frame, String place) {
        if (frame.length < HEADER) {
            throw corrupt(place, "has " + frame.length + " bytes, its header alone has " + HEADER);
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != MAGIC) {
            throw corrupt(place, "does not begin with MLR1");
        }
        if (header.getInt(4) != frame.length - HEADER) {
            throw corrupt(
                    place,
                    "has %d bytes of content where its header says %d"
                            .formatted(frame.length - HEADER, header.getInt(4)));
        }
        if (header.getLong(8) != number) {
            throw corrupt(place, "is record " + header.getLong(8) + " under the name of record " + number);
        }
        byte[] content = new byte[frame.length - HEADER];
        System.arraycopy(frame, HEADER, content, 0, content.length);
        if (header.getInt(CHECKED_HEADER) != checksum(frame, content)) {
            throw corrupt(place, "does not agree with its CRC32C");
        }
        return content;
    }

    private static int checksum(byte[] header, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CHECKED_HEADER);
        crc.update(content);
        return (int) crc.getValue();
    }

    private static CorruptDataException corrupt(String place, String problem) {
        return new CorruptDataException(
                new Finding(
                        "log.corrupt-record",
                        place,
                        problem,
                        "restore it from a remote or a backup; the newest record of a log, if nobody is writing it, may be deleted"));
    }
}
