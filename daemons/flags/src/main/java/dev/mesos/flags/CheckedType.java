package dev.mesos.flags;

import java.util.function.Predicate;

/** A flag type narrowed to the values that pass a check. */
record CheckedType<T>(FlagType<T> base, Predicate<T> check, String remedy) implements FlagType<T> {

  @Override
  public String placeholder() {
    return base.placeholder();
  }

  @Override
  public T parse(String text) {
    T value = base.parse(text);
    if (!check.test(value)) {
      throw new IllegalArgumentException(remedy);
    }
    return value;
  }

  @Override
  public String print(T value) {
    return base.print(value);
  }

  @Override
  public boolean isBoolean() {
    return base.isBoolean();
  }

  @Override
  public boolean readsFilesItself() {
    return base.readsFilesItself();
  }

  @Override
  public boolean isSecret() {
    return base.isSecret();
  }
}
