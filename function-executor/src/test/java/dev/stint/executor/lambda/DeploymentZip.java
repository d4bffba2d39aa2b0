package dev.stint.executor.lambda;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// A function's deployment package as tests look into it: jars in a zip.
public record DeploymentZip(Path path) {

  /// Of the zip as it is uploaded.
  public long bytes() throws IOException {
    return Files.size(path);
  }

  /// Of its files as Lambda lays them out.
  public long unzippedBytes() throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      return zip.stream().mapToLong(ZipEntry::getSize).sum();
    }
  }

  /// The names of its files.
  public List<String> files() throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  /// The entries of all its jars.
  public Set<String> entriesOfJars() throws IOException {
    var entries = new TreeSet<String>();
    visit((entry, _) -> entries.add(entry));
    return entries;
  }

  /// What our classes in it refer to and neither it nor Java has, each with one that does.
  public Set<String> missingClasses() throws IOException {
    var entries = entriesOfJars();
    var missing = new TreeSet<String>();
    visit(
        (entry, content) -> {
          if (entry.startsWith("dev/stint/") && entry.endsWith(".class")) {
            for (String name : referredClasses(content.readAllBytes())) {
              if (!entries.contains(name + ".class") && !isOfJava(name)) {
                missing.add(name + " of " + entry);
              }
            }
          }
        });
    return missing;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static Set<String> referredClasses(byte[] classFile) {
    var names = new TreeSet<String>();
    for (var constant : ClassFile.of().parse(classFile).constantPool()) {
      if (constant instanceof ClassEntry type && !type.asSymbol().isArray()) {
        names.add(type.asInternalName());
      }
    }
    return names;
  }

  private static boolean isOfJava(String name) {
    return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
  }

  private interface EntryVisitor {

    void visit(String entry, ZipInputStream content) throws IOException;
  }

  private void visit(EntryVisitor visitor) throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      for (var jar : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
        try (var content = new ZipInputStream(zip.getInputStream(jar))) {
          for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
            visitor.visit(entry.getName(), content);
          }
        }
      }
    }
  }
}
