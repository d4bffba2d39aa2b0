package dev.stint.coordinator.trigger;

import dev.stint.shuffle.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// A store before whose n-th request something else happens, once.
final class InterruptedStore {

  private final AtomicInteger requests = new AtomicInteger();
  private final int request;
  private final ObjectStore store;

  InterruptedStore(ObjectStore store, int request, Runnable action) {
    this.request = request;
    this.store =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                  if (requests.incrementAndGet() == request) {
                    action.run();
                  }
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  ObjectStore store() {
    return store;
  }

  boolean isInterrupted() {
    return requests.get() >= request;
  }
}
