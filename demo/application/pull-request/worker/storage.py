import boto3

# The demo writes a key of the right form in place of this word; none of it is a real one.
storage = boto3.client(
    "s3",
    aws_access_key_id="{{ACCESS_KEY}}",
    aws_secret_access_key="{{SECRET_KEY}}",
)
