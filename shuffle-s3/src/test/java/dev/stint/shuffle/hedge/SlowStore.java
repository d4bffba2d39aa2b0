package dev.stint.shuffle.hedge;

import dev.stint.shuffle.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// Another store, whose requests may be held up: each one runs a hook first, which may wait or
/// throw.
final class SlowStore {

  /// What happens to request `number` (from 0) of `method`, with its arguments.
  @FunctionalInterface
  interface Hook {
    void before(String method, int number, Object[] arguments) throws Throwable;
  }

  private final ObjectStore store;
  private final Hook hook;
  private final List<String> sent = new ArrayList<>();

  SlowStore(ObjectStore store, Hook hook) {
    this.store = store;
    this.hook = hook;
  }

  /// The names of the methods called, in their order.
  synchronized List<String> sent() {
    return List.copyOf(sent);
  }

  ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              hook.before(method.getName(), note(method.getName()), arguments);
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized int note(String method) {
    int number = Math.toIntExact(sent.stream().filter(method::equals).count());
    sent.add(method);
    return number;
  }
}
