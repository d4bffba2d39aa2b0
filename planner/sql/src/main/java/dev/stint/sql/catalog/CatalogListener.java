package dev.stint.sql.catalog;

/// Hears how far a catalog is with the files of its tables, on the threads that open them, but
/// never on two at once: it must return soon, and may be told the same number again.
public interface CatalogListener {

  CatalogListener NONE =
      new CatalogListener() {
        @Override
        public void listed(String path, int files) {}

        @Override
        public void looked(int files, int of) {}
      };

  /// So many files were found at `path` until now.
  void listed(String path, int files);

  /// So many footers or samples were read of those that planning needs.
  void looked(int files, int of);
}
