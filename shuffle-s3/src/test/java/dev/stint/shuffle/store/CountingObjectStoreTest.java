package dev.stint.shuffle.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountingObjectStoreTest {

  private static final String PATH = "s3://bucket/object";

  private final RequestCounts counts = new RequestCounts();
  private final ObjectStore store = new CountingObjectStore(new InMemoryObjectStore(), counts);

  @Test
  void countsWhatS3Bills() {
    store.write(PATH, new byte[100]);
    store.createIfAbsent(PATH, new byte[10]);
    String upload = store.startUpload(PATH);
    String eTag = store.uploadPart(PATH, upload, 1, new byte[10], 7);
    store.completeUpload(PATH, upload, List.of(eTag));
    store.abortUpload(PATH, upload);
    store.head(PATH);
    store.read(PATH, 2, 3);
    store.list("s3://bucket/");
    store.listUploads("s3://bucket/");
    store.folders("s3://bucket/");
    store.delete(List.of(PATH));

    assertThat(counts.puts.sum()).isEqualTo(5);
    assertThat(counts.gets.sum()).isEqualTo(2);
    assertThat(counts.lists.sum()).isEqualTo(3);
    assertThat(counts.readBytes.sum()).isEqualTo(3);
    assertThat(counts.writtenBytes.sum()).isEqualTo(117);
  }

  @Test
  void countsAListForEachThousand() {
    for (int i = 0; i < 1001; i++) {
      store.write("s3://bucket/" + i, new byte[0]);
    }

    assertThat(store.list("s3://bucket/")).hasSize(1001);

    assertThat(counts.lists.sum()).isEqualTo(2);
  }
}
