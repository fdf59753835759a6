package io.mlstack.serve.importer.internal.xgboost;

import java.util.List;
import java.util.Map;

/** A value of a document, from either encoding. */
sealed interface Value {

    /** For messages. */
    String kind();

    /** Values by name, in the order of the file. */
    record Obj(Map<String, Value> fields) implements Value {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** Values that are not all numbers. */
    record Arr(List<Value> items) implements Value {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** Nothing but numbers, booleans as 0 and 1; also what an empty array is. Decimals have the precision of float32. */
    record Numbers(double[] items) implements Value {
        @Override
        public String kind() {
            return "an array of numbers";
        }
    }

    /** One number, or a boolean as 0 or 1. */
    record Num(double number) implements Value {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** A text. */
    record Text(String text) implements Value {
        @Override
        public String kind() {
            return "a text";
        }
    }

    /** JSON's null. */
    record Nothing() implements Value {
        @Override
        public String kind() {
            return "null";
        }
    }
}
