package dev.stint.executor.scan.source;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.stint.plan.format.FileCompression;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;

/// Decompresses a file of text as it reads, holding a block of it. A file of several members, or
/// frames, is read to the last one. LZ4 and Snappy come as Hadoop frames them, which is what Spark
/// reads, or as their own tools do.
final class DecompressedSource implements ByteSource {

  private static final byte[] LZ4_FRAME = {0x04, 0x22, 0x4d, 0x18};
  private static final byte[] SNAPPY_FRAME = {(byte) 0xff, 0x06, 0x00, 0x00};
  private static final int BUFFER_BYTES = 64 << 10;

  private final ByteSource compressed;
  private final FileCompression compression;
  private final SourceStream raw;
  private final InputStream stream;

  /// Takes over `compressed`.
  DecompressedSource(ByteSource compressed, FileCompression compression) throws IOException {
    this.compressed = compressed;
    this.compression = compression;
    this.raw = new SourceStream(compressed);
    try {
      this.stream = open(raw, compression);
    } catch (IOException e) {
      throw corruptOr(e);
    }
  }

  private static InputStream open(InputStream raw, FileCompression compression) throws IOException {
    return switch (compression) {
      case NONE -> raw;
      case GZIP -> new GZIPInputStream(raw, BUFFER_BYTES);
      case DEFLATE -> new InflaterInputStream(raw);
      case BZIP2 -> new BZip2CompressorInputStream(raw, true);
      case ZSTD -> new ZstdInputStreamNoFinalizer(raw);
      case LZ4 -> {
        var ahead = new PushbackInputStream(raw, LZ4_FRAME.length);
        yield beginsWith(ahead, LZ4_FRAME)
            ? new FramedLZ4CompressorInputStream(ahead, true)
            : new HadoopBlocks(ahead, HadoopBlocks.Codec.LZ4);
      }
      case SNAPPY -> {
        var ahead = new PushbackInputStream(raw, SNAPPY_FRAME.length);
        yield beginsWith(ahead, SNAPPY_FRAME)
            ? new FramedSnappyCompressorInputStream(ahead)
            : new HadoopBlocks(ahead, HadoopBlocks.Codec.SNAPPY);
      }
    };
  }

  private static boolean beginsWith(PushbackInputStream stream, byte[] magic) throws IOException {
    byte[] first = stream.readNBytes(magic.length);
    stream.unread(first);
    return Arrays.equals(first, magic);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return stream.read(bytes, offset, length);
    } catch (IOException e) {
      throw corruptOr(e);
    } catch (RuntimeException e) {
      // What decoders make of bytes that nobody compressed.
      throw corrupt(e);
    }
  }

  /// The store's own failure, if it has failed.
  private IOException corruptOr(IOException e) {
    var failure = raw.failure();
    if (failure != null) {
      return failure;
    }
    return e instanceof EOFException ? e : corrupt(e);
  }

  private ZipException corrupt(Exception e) {
    var name = compression.name().toLowerCase(Locale.ROOT);
    var corrupt = new ZipException("it is not intact " + name);
    corrupt.initCause(e);
    return corrupt;
  }

  @Override
  public void close() throws IOException {
    if (stream instanceof ZstdInputStreamNoFinalizer zstd) {
      zstd.close(); // frees memory outside of the heap
    }
    compressed.close();
  }
}
