package dev.mesos.flags;

import java.util.function.Function;

/** A flag type made of two functions. */
record TextType<T>(
    String placeholder,
    Function<String, T> parser,
    Function<T, String> printer,
    boolean isBoolean,
    boolean readsFilesItself,
    boolean isSecret)
    implements FlagType<T> {

  TextType(String placeholder, Function<String, T> parser, Function<T, String> printer) {
    this(placeholder, parser, printer, false, false, false);
  }

  @Override
  public T parse(String text) {
    return parser.apply(text);
  }

  @Override
  public String print(T value) {
    return printer.apply(value);
  }
}
