package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The files of a folder, in the order of the bytes of their paths. */
final class FolderListing extends SimpleFileVisitor<Path> {

    private record Sorted(byte[] bytes, FolderFile file) {}

    private final Path root;
    private final FileKind kind;
    private final List<Sorted> found = new ArrayList<>();
    private final List<Finding> problems = new ArrayList<>();
    private long passedOver;

    private FolderListing(Path root, FileKind kind) {
        this.root = root;
        this.kind = kind;
    }

    /** @throws IOException if the folder itself cannot be listed */
    static FolderListing of(FolderOptions options, FileKind kind) throws IOException {
        Set<FileVisitOption> links = options.followsLinks()
                ? EnumSet.of(FileVisitOption.FOLLOW_LINKS)
                : EnumSet.noneOf(FileVisitOption.class);
        FolderListing listing = new FolderListing(options.folder(), kind);
        // The walk below would only note that the folder itself cannot be listed.
        Files.newDirectoryStream(options.folder()).close();
        Files.walkFileTree(options.folder(), links, Integer.MAX_VALUE, listing);
        listing.found.sort((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
        return listing;
    }

    List<FolderFile> files() {
        return found.stream().map(Sorted::file).toList();
    }

    /** Folders that cannot be listed, and links that lead around in a circle. */
    List<Finding> problems() {
        return problems;
    }

    /** Files of other kinds, and links. */
    long passedOver() {
        return passedOver;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isHidden(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isRegularFile() && kind.extensions().contains(extension(file))) {
            String path = relative(file);
            found.add(new Sorted(path.getBytes(StandardCharsets.UTF_8), new FolderFile(file, path, attributes.size())));
        } else {
            passedOver++;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        boolean isLoop = e instanceof FileSystemLoopException;
        problems.add(new Finding(
                kind.name() + (isLoop ? ".link-loop" : ".unreadable"),
                relative(file),
                isLoop ? "is a link to a folder that it lies in" : "cannot be read: " + e,
                isLoop ? "delete the link" : "check the permissions"));
        return FileVisitResult.CONTINUE;
    }

    /** Also on file systems that hide by an attribute: the result is the same everywhere. */
    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private String relative(Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
