package io.mlstack.data.read;

import io.mlstack.data.read.FileKind.BrokenFileException;
import java.io.IOException;
import java.util.List;

/**
 * Format and size of an image, from its header.
 *
 * <p>Layouts: PNG, ISO/IEC 15948, section 11.2.2; JPEG, ITU-T T.81, annex B; GIF89a, section 18; BMP, BITMAPINFOHEADER; WebP,
 * RFC 9649, section 2.
 */
record ImageHeader(String format, int width, int height) {

    static final List<String> FORMATS = List.of("bmp", "gif", "jpeg", "png", "webp");

    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final int PNG_END = 12;

    /** Bytes by position; negative behind the end. */
    interface Bytes {
        int at(long position) throws IOException;

        long size() throws IOException;
    }

    /** @throws BrokenFileException if the header is that of no image, or broken */
    static ImageHeader read(Bytes in) throws IOException {
        ImageHeader header;
        if (starts(in, 0, PNG)) {
            header = png(in);
        } else if (starts(in, 0, "\u00ff\u00d8\u00ff")) {
            header = jpeg(in);
        } else if (starts(in, 0, "GIF87a") || starts(in, 0, "GIF89a")) {
            header = new ImageHeader("gif", little(in, 6, 2), little(in, 8, 2));
        } else if (starts(in, 0, "BM")) {
            header = bmp(in);
        } else if (starts(in, 0, "RIFF") && starts(in, 8, "WEBP")) {
            header = webp(in);
        } else {
            throw new BrokenFileException(
                    "not-an-image",
                    in.size() == 0
                            ? "the file is empty"
                            : "its first bytes are those of no bmp, gif, jpeg, png or webp",
                    "delete or replace the file");
        }
        if (header.width <= 0 || header.height <= 0) {
            throw broken("its header says " + header.width + " x " + header.height + " pixels");
        }
        return header;
    }

    private static ImageHeader png(Bytes in) throws IOException {
        if (!starts(in, 12, "IHDR")) {
            throw broken("its first part is no IHDR");
        }
        if (in.size() < PNG_END || !starts(in, in.size() - PNG_END + 4, "IEND")) {
            throw broken("it does not end with IEND: it was cut short, or something stands behind the image");
        }
        return new ImageHeader("png", big(in, 16, 4), big(in, 20, 4));
    }

    /** Walks over the segments to the start of a frame: SOF0 to SOF15 but for DHT, JPG and DAC. */
    private static ImageHeader jpeg(Bytes in) throws IOException {
        long at = 2;
        while (true) {
            if (byteAt(in, at) != 0xFF) {
                throw broken("no marker stands at byte " + (at + 1));
            }
            int marker = byteAt(in, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                return new ImageHeader("jpeg", big(in, at + 7, 2), big(in, at + 5, 2));
            }
            if (marker == 0xD9 || marker == 0xDA) {
                throw broken("its pixels come before its size");
            }
            at += marker == 0x01 || marker >= 0xD0 && marker <= 0xD7 ? 2 : 2 + Math.max(2, big(in, at + 2, 2));
        }
    }

    private static ImageHeader bmp(Bytes in) throws IOException {
        if (little(in, 2, 4) > in.size()) {
            throw broken("it has " + in.size() + " bytes where its header says " + little(in, 2, 4));
        }
        boolean isOld = little(in, 14, 4) == 12;
        int height = isOld ? little(in, 20, 2) : little(in, 22, 4);
        return new ImageHeader("bmp", isOld ? little(in, 18, 2) : little(in, 18, 4), Math.abs(height));
    }

    private static ImageHeader webp(Bytes in) throws IOException {
        if ((little(in, 4, 4) & 0xFFFFFFFFL) + 8 > in.size()) {
            throw broken("it has " + in.size() + " bytes where its header says " + (little(in, 4, 4) + 8L));
        }
        if (starts(in, 12, "VP8X")) {
            return new ImageHeader("webp", 1 + little(in, 24, 3), 1 + little(in, 27, 3));
        }
        if (starts(in, 12, "VP8L")) {
            int bits = little(in, 21, 4);
            return new ImageHeader("webp", 1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
        }
        if (starts(in, 12, "VP8 ") && starts(in, 23, "\u009d\u0001\u002a")) {
            return new ImageHeader("webp", little(in, 26, 2) & 0x3FFF, little(in, 28, 2) & 0x3FFF);
        }
        throw broken("its first part is no VP8, VP8L or VP8X");
    }

    private static boolean starts(Bytes in, long at, String latin) throws IOException {
        for (int i = 0; i < latin.length(); i++) {
            if (in.at(at + i) != latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int big(Bytes in, long at, int count) throws IOException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | byteAt(in, at + i);
        }
        return value;
    }

    private static int little(Bytes in, long at, int count) throws IOException {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | byteAt(in, at + i);
        }
        return value;
    }

    private static int byteAt(Bytes in, long position) throws IOException {
        int value = in.at(position);
        if (value < 0) {
            throw broken("it ends within its header, after " + in.size() + " bytes");
        }
        return value;
    }

    private static BrokenFileException broken(String how) {
        return new BrokenFileException("broken", how, "replace the file, or set it aside with quarantine()");
    }
}
