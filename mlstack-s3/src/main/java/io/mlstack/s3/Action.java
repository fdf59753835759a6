package io.mlstack.s3;

/** What was asked of S3 when it failed. */
enum Action {
    READ("blob.unreadable", "cannot be read", "s3:GetObject and s3:ListBucket"),
    WRITE("blob.unwritable", "cannot be written", "s3:PutObject, s3:GetObject and s3:ListBucket"),
    LIST("blob.unreadable", "cannot be listed", "s3:ListBucket"),
    DELETE("blob.undeletable", "cannot be deleted", "s3:DeleteObject, s3:GetObject and s3:ListBucket");

    final String code;
    final String failed;

    /** What a policy must allow; without s3:ListBucket, S3 answers 403 for what does not exist. */
    final String permissions;

    Action(String code, String failed, String permissions) {
        this.code = code;
        this.failed = failed;
        this.permissions = permissions;
    }
}
