"""The pages of those who enter (trang nhập liệu): units, the Office and nominees, through the same desk as everybody."""
