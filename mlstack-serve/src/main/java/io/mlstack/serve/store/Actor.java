package io.mlstack.serve.store;

/**
 * Who does something to a store; written into every event.
 *
 * @param name of a person or a job, 1 to 200 printable characters
 */
public record Actor(String name) {

    private static final int MAX_LENGTH = 200;

    public Actor {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" names nobody: use 1 to " + MAX_LENGTH + " printable characters");
        }
    }

    /** @throws IllegalArgumentException if nobody can have that name */
    public static Actor of(String name) {
        return new Actor(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
