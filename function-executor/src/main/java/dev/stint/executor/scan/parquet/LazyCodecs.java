package dev.stint.executor.scan.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.stint.executor.scan.source.HadoopBlocks;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;

/// Decompresses a page when its bytes are asked for, not when the page is taken from its reader:
/// pages without surviving rows cost nothing. Without state, so that row groups may be fetched on
/// another thread.
final class LazyCodecs implements CompressionCodecFactory {

  /// Whether pages so compressed are not read.
  static boolean isRefused(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4, LZ4_RAW -> false;
      case LZO, BROTLI -> true;
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("these codecs are for reading");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Decompressor(codec);
  }

  @Override
  public void release() {}

  private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int rawBytes) {
      return codec == CompressionCodecName.UNCOMPRESSED
          ? bytes
          : BytesInput.from(new LazyPage(codec, bytes, rawBytes));
    }

    @Override
    public void decompress(ByteBuffer input, int inputBytes, ByteBuffer output, int outputBytes) {
      throw new UnsupportedOperationException("pages are read on the heap");
    }

    @Override
    public void release() {}
  }

  /// A page that is decompressed when it is written, at once into the array of a [PageBytes].
  private static final class LazyPage extends ByteArrayOutputStream {

    private final CompressionCodecName codec;
    private final BytesInput compressed;
    private final int rawBytes;

    LazyPage(CompressionCodecName codec, BytesInput compressed, int rawBytes) {
      super(0);
      this.codec = codec;
      this.compressed = compressed;
      this.rawBytes = rawBytes;
    }

    @Override
    public synchronized int size() {
      return rawBytes;
    }

    @Override
    public synchronized void writeTo(OutputStream out) throws IOException {
      if (out instanceof PageBytes page) {
        decompress(codec, compressed, page.fill(), rawBytes);
      } else {
        byte[] bytes = new byte[rawBytes];
        decompress(codec, compressed, bytes, rawBytes);
        out.write(bytes);
      }
    }
  }

  private static void decompress(
      CompressionCodecName codec, BytesInput compressed, byte[] out, int length)
      throws IOException {
    var buffer = compressed.toByteBuffer(HeapByteBufferAllocator.getInstance(), _ -> {});
    byte[] in = buffer.array();
    int from = buffer.arrayOffset() + buffer.position();
    int size = buffer.remaining();
    int written =
        switch (codec) {
          case SNAPPY -> {
            SnappyPage.decompress(in, from, size, out, length);
            yield length;
          }
          case ZSTD -> unzstd(in, from, size, out, length);
          case LZ4_RAW -> new Lz4Decompressor().decompress(in, from, size, out, 0, length);
          case GZIP -> gunzip(in, from, size, out, length);
          case LZ4 -> unlz4(in, from, size, out, length);
          case UNCOMPRESSED, LZO, BROTLI ->
              throw new ParquetDecodingException(codec + " is not read");
        };
    if (written != length) {
      throw new ParquetDecodingException(
          "a page decompresses to %d bytes instead of %d".formatted(written, length));
    }
  }

  /// Hadoop's framing, which the codec means, or none, as some writers have it.
  private static int unlz4(byte[] in, int from, int size, byte[] out, int length) {
    int written = HadoopBlocks.unframeLz4(in, from, size, out, 0, length);
    return written >= 0
        ? written
        : new Lz4Decompressor().decompress(in, from, size, out, 0, length);
  }

  private static int unzstd(byte[] in, int from, int size, byte[] out, int length) {
    long written = Zstd.decompressByteArray(out, 0, length, in, from, size);
    if (Zstd.isError(written)) {
      throw new ParquetDecodingException("zstd: " + new ZstdException(written).getMessage());
    }
    return Math.toIntExact(written);
  }

  private static int gunzip(byte[] in, int from, int size, byte[] out, int length)
      throws IOException {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(in, from, size), 1 << 16)) {
      return stream.readNBytes(out, 0, length);
    }
  }
}
