"""Makes the fixtures of this folder: python3 make.py PATH_OF_libxgboost4j.so VERSION

The library is that of the jar ml.dmlc:xgboost4j_2.12 of that version (1.7.6 wants LD_LIBRARY_PATH to name the folder of
libjvm.so); it is called through XGBoost's C interface, because the versions cannot be loaded into one JVM. Seeds are fixed.
With a third argument, a folder, it makes the model of the guide there. For each model: NAME.json, NAME.ubj, and NAME.csv with rows and, in the last columns, the margins that this version gives.
"""
import ctypes
import json
import os
import sys

import numpy as np

LIB = ctypes.CDLL(sys.argv[1])
LIB.XGBGetLastError.restype = ctypes.c_char_p
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), sys.argv[2])


def check(code):
    if code != 0:
        raise RuntimeError(LIB.XGBGetLastError().decode())


def interface(a):
    return {"data": [a.ctypes.data, True], "shape": list(a.shape), "typestr": a.dtype.str, "version": 3, "strides": None}


def config(**kw):
    return json.dumps(kw).encode()


class Data:
    def __init__(self, rows, types=None, columns=None, frame=None, marker=float("nan")):
        self.handle = ctypes.c_void_p()
        missing = config(missing=marker, nthread=1)
        if frame is None:
            self.rows = np.ascontiguousarray(rows, dtype=np.float32)
            check(LIB.XGDMatrixCreateFromDense(json.dumps(interface(self.rows)).encode(), missing, ctypes.byref(self.handle)))
        else:
            check(LIB.XGDMatrixCreateFromColumnar(json.dumps(frame).encode(), missing, ctypes.byref(self.handle)))
        self.info = {"feature_type": types, "feature_name": columns}
        self.describe(LIB.XGDMatrixSetStrFeatureInfo, self.handle)

    def describe(self, function, handle):
        for field, values in self.info.items():
            if values:
                texts = (ctypes.c_char_p * len(values))(*[v.encode() for v in values])
                check(function(handle, field.encode(), texts, ctypes.c_uint64(len(values))))

    def label(self, values):
        self.labels = np.ascontiguousarray(values, dtype=np.float32)
        check(LIB.XGDMatrixSetInfoFromInterface(self.handle, b"label", json.dumps(interface(self.labels)).encode()))
        return self


def train(data, rounds, **parameters):
    booster = ctypes.c_void_p()
    check(LIB.XGBoosterCreate((ctypes.c_void_p * 1)(data.handle), ctypes.c_uint64(1), ctypes.byref(booster)))
    for key, value in {"verbosity": 0, "nthread": 1, "seed": 7, **parameters}.items():
        check(LIB.XGBoosterSetParam(booster, key.encode(), str(value).encode()))
    # As Python's train does: the file has names and types of the booster only.
    data.describe(LIB.XGBoosterSetStrFeatureInfo, booster)
    for i in range(rounds):
        check(LIB.XGBoosterUpdateOneIter(booster, i, data.handle))
    return booster


def margins(booster, data):
    shape, dim, out = ctypes.POINTER(ctypes.c_uint64)(), ctypes.c_uint64(), ctypes.POINTER(ctypes.c_float)()
    how = config(type=1, training=False, iteration_begin=0, iteration_end=0, strict_shape=True)
    check(LIB.XGBoosterPredictFromDMatrix(booster, data.handle, how, ctypes.byref(shape), ctypes.byref(dim), ctypes.byref(out)))
    size = [shape[i] for i in range(dim.value)]
    return np.array([out[i] for i in range(int(np.prod(size)))], dtype=np.float32).reshape(size[0], -1)


def save(name, booster, data, texts):
    os.makedirs(HERE, exist_ok=True)
    for kind in ("json", "ubj"):
        size, content = ctypes.c_uint64(), ctypes.POINTER(ctypes.c_char)()
        check(LIB.XGBoosterSaveModelToBuffer(booster, config(format=kind), ctypes.byref(size), ctypes.byref(content)))
        with open(os.path.join(HERE, name + "." + kind), "wb") as file:
            file.write(content[: size.value])
    scores = margins(booster, data)
    with open(os.path.join(HERE, name + ".csv"), "w") as file:
        for row, score in zip(texts, scores):
            file.write(",".join(list(row) + [repr(float(s)) for s in score]) + "\n")


def texts(rows):
    return [["" if np.isnan(x) else repr(float(x)) for x in row] for row in rows]


def numbers(seed, missing):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(120, 4)).astype(np.float32)
    rows[random.random(size=rows.shape) < missing] = np.nan
    return rows, np.nan_to_num(rows[:, 0]) + np.sin(3 * np.nan_to_num(rows[:, 1]))


def main():
    rows, signal = numbers(1, 0.2)
    plain = lambda: Data(rows)
    cases = {
        "squared": (signal, dict(objective="reg:squarederror")),
        "logistic": (signal > 0, dict(objective="binary:logistic", base_score=0.3)),
        "logitraw": (signal > 0, dict(objective="binary:logitraw")),
        "poisson": (np.exp(signal), dict(objective="count:poisson")),
        "softprob": (np.digitize(signal, [-0.5, 0.5]), dict(objective="multi:softprob", num_class=3)),
        "dart": (signal, dict(objective="reg:squarederror", booster="dart", rate_drop=0.5)),
        "forest": (signal > 0, dict(objective="binary:logistic", num_parallel_tree=3, subsample=0.5)),
        "linear": (signal, dict(objective="reg:squarederror", booster="gblinear")),
        "targets": (np.stack([signal, -signal * signal], 1), dict(objective="reg:squarederror")),
    }
    if not sys.argv[2].startswith("1."):
        cases["vectors"] = (cases["targets"][0], dict(objective="reg:squarederror", multi_strategy="multi_output_tree", tree_method="hist"))
    for name, (label, parameters) in cases.items():
        data = plain().label(label)
        save(name, train(data, 3, max_depth=3, **parameters), data, texts(rows))
    coded = rows.copy()
    coded[:, 3] = np.random.default_rng(2).integers(0, 70, 120)
    data = Data(coded, types=["float", "float", "float", "c"], columns=["a", "b", "c", "kind"])
    data.label(signal + (coded[:, 3] % 3 == 0))
    save("categories", train(data, 3, objective="reg:squarederror", tree_method="hist", max_depth=4, max_cat_to_onehot=1), data, texts(coded))
    if sys.argv[2].startswith("3.4"):
        frames(rows, signal)


def frames(rows, signal):
    """A data frame with a column of texts and one of unsigned numbers, which 3.1 and later name in the file."""
    random = np.random.default_rng(3)
    words = ["blue", "gr\u00fcn", "red", "white"]
    blob = "".join(words).encode()
    offsets = np.cumsum([0] + [len(w.encode()) for w in words]).astype(np.int32)
    bytes_ = np.frombuffer(blob, dtype=np.int8).copy()
    shops = np.array([7, 300, 60000], dtype=np.uint16)
    color = random.integers(0, 4, 120).astype(np.int32)
    shop = random.integers(0, 3, 120).astype(np.int8)
    number = rows[:, 0].copy()
    frame = [interface(number), [{"offsets": interface(offsets), "values": interface(bytes_)}, interface(color)], [interface(shops), interface(shop)]]
    data = Data(None, columns=["amount", "color", "shop"], frame=frame)
    data.label(signal + (color == 1) * 2 - (shop == 2))
    booster = train(data, 3, objective="reg:squarederror", tree_method="hist", max_depth=4, max_cat_to_onehot=1)
    cells = [[a[0], words[c], str(shops[s])] for a, c, s in zip(texts(rows), color, shop)]
    save("frame", booster, data, cells)


def fraud(folder):
    """The model of the guide "Serve an XGBoost model", with 200 rows and their margins."""
    random = np.random.default_rng(11)
    count = 1000
    channels = ["app", "phone", "web"]
    offsets = np.cumsum([0] + [len(c) for c in channels]).astype(np.int32)
    letters = np.frombuffer("".join(channels).encode(), dtype=np.int8).copy()
    amount = np.round(np.exp(random.normal(4, 1.2, count)), 2)
    hour = random.integers(0, 24, count).astype(np.int32)
    attempts = np.minimum(random.geometric(0.6, count), 9).astype(np.int32)
    age = np.where(random.random(count) < 0.3, -999, random.integers(0, 3000, count)).astype(np.int32)
    channel = random.integers(0, 3, count).astype(np.int32)
    odds = np.log(amount) - 6 + attempts + (hour < 6) - np.where(age < 0, -1, age / 1500) + (channel == 2) * 0.7
    label = random.random(count) < 1 / (1 + np.exp(-odds))
    frame = [interface(amount), interface(hour), interface(attempts), interface(age)]
    frame.append([{"offsets": interface(offsets), "values": interface(letters)}, interface(channel)])
    data = Data(None, columns=["amount", "hour", "attempts", "account_age", "channel"], frame=frame, marker=-999.0)
    booster = train(data.label(label), 25, objective="binary:logistic", tree_method="hist", max_depth=4, eta=0.2)
    scores = margins(booster, data)
    size, content = ctypes.c_uint64(), ctypes.POINTER(ctypes.c_char)()
    check(LIB.XGBoosterSaveModelToBuffer(booster, config(format="json"), ctypes.byref(size), ctypes.byref(content)))
    with open(os.path.join(folder, "fraud.json"), "wb") as file:
        file.write(content[: size.value])
    with open(os.path.join(folder, "fraud-scores.csv"), "w") as file:
        file.write("amount,hour,attempts,account_age,channel,score\n")
        for i in range(200):
            cells = [repr(float(amount[i])), hour[i], attempts[i], age[i], channels[channel[i]], repr(float(scores[i][0]))]
            file.write(",".join(str(cell) for cell in cells) + "\n")


if len(sys.argv) > 3:
    fraud(sys.argv[3])
else:
    main()
