package dev.stint.sql.catalog;

/// Tells a listener of one thing at a time, whichever threads they happen on.
final class ListenerInTurn implements CatalogListener {

  private final CatalogListener listener;

  ListenerInTurn(CatalogListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void listed(String path, int files) {
    listener.listed(path, files);
  }

  @Override
  public synchronized void looked(int files, int of) {
    listener.looked(files, of);
  }
}
