package io.mlstack.benchmarks.peers;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM can do, for targets that were not made for every one. */
final class Platform {

    private static final int AVX_512 = 3;

    private Platform() {}

    /** Whether the JDK is newer than 17, where the Vector API is good enough to be judged. */
    static boolean isNewer() {
        return Runtime.version().feature() > 17;
    }

    /** Whether HotSpot uses AVX-512 here. */
    static boolean hasAvx512() {
        try {
            return Integer.parseInt(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("UseAVX")
                            .getValue())
                    >= AVX_512;
        } catch (IllegalArgumentException e) {
            // No such option: not an x86 processor.
            return false;
        }
    }

    /** Why the targets for AVX-512 do not bind here; empty where they do. */
    static String whyNotAvx512() {
        if (!hasAvx512()) {
            return "no AVX-512 on this machine";
        }
        return isNewer() ? "" : "made for newer JDKs than 17";
    }
}
