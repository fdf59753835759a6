package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.serve.importer.UnsupportedModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value and the way to it, so that a refusal says where.
 *
 * @param path the file's name, then a JSON pointer
 */
record Place(Value value, String path) {

    private UnsupportedModelException not(String wanted) {
        return Refusal.damaged(path, "is " + value.kind() + ", not " + wanted);
    }

    /** @throws UnsupportedModelException if there is no such field */
    Place field(String name) {
        return optional(name).orElseThrow(() -> Refusal.damaged(path, "has no \"" + name + "\""));
    }

    Optional<Place> optional(String name) {
        if (!(value instanceof Value.Obj obj)) {
            throw not("an object");
        }
        Value found = obj.fields().get(name);
        return found == null ? Optional.empty() : Optional.of(new Place(found, path + "/" + name));
    }

    List<Place> items() {
        List<Place> places = new ArrayList<>();
        if (value instanceof Value.Arr array) {
            for (Value item : array.items()) {
                places.add(new Place(item, path + "/" + places.size()));
            }
        } else if (!(value instanceof Value.Numbers numbers) || numbers.items().length > 0) {
            throw not("an array of objects or texts");
        }
        return places;
    }

    double[] numbers() {
        if (value instanceof Value.Numbers numbers) {
            return numbers.items();
        }
        throw not("an array of numbers");
    }

    /** Whole numbers, as many as {@code count}. */
    int[] ints(int count) {
        int[] ints = ints();
        if (ints.length != count) {
            throw Refusal.damaged(path, "has " + ints.length + " numbers, not " + count);
        }
        return ints;
    }

    int[] ints() {
        double[] numbers = numbers();
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = whole(numbers[i]);
        }
        return ints;
    }

    /** Numbers of float32, as many as {@code count}. */
    float[] floats(int count) {
        double[] numbers = numbers();
        if (numbers.length != count) {
            throw Refusal.damaged(path, "has " + numbers.length + " numbers, not " + count);
        }
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private int whole(double number) {
        if (number != (int) number) {
            throw Refusal.damaged(path, number + " is no whole number of 32 bits");
        }
        return (int) number;
    }

    String text() {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        throw not("a text");
    }

    List<String> texts() {
        return items().stream().map(Place::text).toList();
    }

    /** A whole number, which XGBoost writes as a text among parameters. */
    int int32() {
        if (value instanceof Value.Num num) {
            return whole(num.number());
        }
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw Refusal.damaged(path, "\"" + shown() + "\" is no whole number", e);
        }
    }

    /** Numbers of float32 in a text: one, or several in brackets as XGBoost 3.1 and later write them. */
    float[] floatsInText() {
        String text = text().strip();
        boolean several = text.startsWith("[") && text.endsWith("]");
        String[] parts = (several ? text.substring(1, text.length() - 1) : text).split(",", -1);
        try {
            float[] floats = new float[parts.length];
            for (int i = 0; i < parts.length; i++) {
                floats[i] = Float.parseFloat(parts[i].strip());
            }
            return floats;
        } catch (NumberFormatException e) {
            throw Refusal.damaged(path, "\"" + shown() + "\" is no number", e);
        }
    }

    private String shown() {
        String text = text();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** Without the numbers, of which there may be millions. */
    @Override
    public String toString() {
        return path + ": " + value.kind();
    }

    /** Whether all numbers are there and finite. */
    void requireFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw Refusal.damaged(path, "holds " + number);
            }
        }
    }
}
